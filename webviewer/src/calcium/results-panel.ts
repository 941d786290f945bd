import { el } from '../app/dom';
import type { ArteryName, ArteryResult } from '../data/formats';
import { ARTERIES, ARTERY_NAMES } from './arteries';
import { ARTERY_STRUCTURES, swatch } from './structures';
import { categoryWord, flagWords, shortNumber } from './words';

/** What the panel shows: the job's result, or a live one. */
export interface ShownScore {
  readonly arteries: Readonly<Record<ArteryName, ArteryResult>>;
  readonly category: string | null;
  readonly cacDrs: string | null;
  readonly flags: readonly string[];
  readonly thresholdHu: number;
  /** Where the numbers come from, in words. */
  readonly source: string;
}

export interface ResultsPanel {
  readonly summary: HTMLElement;
  readonly table: HTMLElement;
  show(score: ShownScore): void;
  /** Takes the numbers away and says why there are none. */
  fail(reason: string): void;
  /** Says that the numbers belong to a threshold that was left, and new ones are on their way. */
  setBusy(busy: boolean): void;
}

export function createResultsPanel(): ResultsPanel {
  const summary = el('section', { class: 'calcium-summary', 'aria-label': 'Score' });
  const table = el('div', { class: 'calcium-scroll' });
  return {
    summary,
    table,
    show(score) {
      summary.replaceChildren(...summaryOf(score));
      table.replaceChildren(arteryTable(score));
    },
    fail(reason) {
      summary.replaceChildren(
        el('p', { class: 'calcium-notice', 'data-test': 'no-score' }, reason),
      );
      table.replaceChildren();
    },
    setBusy(busy) {
      summary.setAttribute('aria-busy', String(busy));
      summary.classList.toggle('calcium-busy', busy);
    },
  };
}

function summaryOf(score: ShownScore): readonly HTMLElement[] {
  const total = score.arteries.ALL.agatston;
  const masked = score.category !== null;
  const facts = el(
    'dl',
    { class: 'calcium-facts' },
    el('dt', {}, 'Category'),
    el('dd', { 'data-test': 'category' }, categoryText(score.category)),
    el('dt', {}, 'CAC-DRS'),
    el('dd', { 'data-test': 'cac-drs' }, score.cacDrs ?? 'none: no artery labels'),
  );
  const flags = score.flags.map((flag) => {
    const { name, meaning } = flagWords(flag);
    return el('li', { 'data-flag': flag }, el('strong', {}, `${name}. `), meaning);
  });
  return [
    el(
      'p',
      { class: 'calcium-total' },
      el('span', {}, masked ? 'Agatston score' : 'Score of everything dense'),
      number(total, { 'data-test': 'total', class: 'calcium-big' }),
    ),
    facts,
    el('p', { class: 'calcium-quiet', 'data-test': 'source' }, score.source),
    ...(flags.length > 0
      ? [
          el(
            'ul',
            { class: 'calcium-flags', 'aria-label': 'Flags', 'data-test': 'flags' },
            ...flags,
          ),
        ]
      : []),
  ];
}

export function categoryText(category: string | null): string {
  return category === null ? 'none: no artery labels' : `${category} (${categoryWord(category)})`;
}

const COLUMNS: readonly [heading: string, unit: string][] = [
  ['Agatston', ''],
  ['Volume', 'mm³'],
  ['Mass', 'mg'],
  ['Lesions', ''],
];

function arteryTable({ arteries, category, thresholdHu }: ShownScore): HTMLTableElement {
  const headings = COLUMNS.map(([heading, unit]) =>
    el(
      'th',
      { scope: 'col', class: 'number' },
      heading,
      unit ? el('span', { class: 'calcium-unit' }, ` ${unit}`) : null,
    ),
  );
  // Without labels no artery was looked at, and a zero would read as one without calcium.
  const masked = category !== null;
  const rows = (masked ? ARTERIES : []).map((artery) => {
    const structure = ARTERY_STRUCTURES.find(({ short }) => short === artery);
    const heading = el(
      'th',
      { scope: 'row' },
      structure ? swatch(structure) : null,
      el('abbr', { title: ARTERY_NAMES[artery] }, artery),
    );
    return resultRow(heading, artery, arteries[artery]);
  });
  return el(
    'table',
    { 'data-test': 'arteries' },
    el('caption', {}, `${masked ? 'Calcium by artery' : 'Everything dense'} at ${thresholdHu} HU`),
    el(
      'thead',
      {},
      el('tr', {}, el('th', { scope: 'col' }, masked ? 'Artery' : 'Structure'), ...headings),
    ),
    el('tbody', {}, ...rows),
    el('tfoot', {}, resultRow(el('th', { scope: 'row' }, 'All'), 'ALL', arteries.ALL)),
  );
}

function resultRow(heading: HTMLElement, name: ArteryName, result: ArteryResult): HTMLElement {
  return el(
    'tr',
    { 'data-artery': name },
    heading,
    cell(result.agatston, 'agatston'),
    cell(result.volumeMm3, 'volumeMm3'),
    cell(result.massMg, 'massMg'),
    cell(result.lesions, 'lesions'),
  );
}

function cell(value: number | null, key: string): HTMLElement {
  const content = value === null ? '–' : number(value, { 'data-key': key });
  const title = value === null ? 'No mass score: the job was given no calibration' : null;
  return el('td', { class: 'number', title }, content);
}

/** Returns a number, rounded to the eye; its `value` holds every digit. */
function number(value: number, attributes: Readonly<Record<string, unknown>>): HTMLElement {
  return el(
    'data',
    { ...attributes, value: String(value), title: String(value) },
    shortNumber(value),
  );
}
