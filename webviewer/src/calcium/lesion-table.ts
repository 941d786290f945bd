import { el } from '../app/dom';
import type { CalciumLesion } from '../data/formats';
import { ARTERY_NAMES } from './arteries';
import { ARTERY_STRUCTURES, DENSE_STRUCTURE, swatch } from './structures';
import { shortNumber } from './words';

/** The lesions as a table, the largest score first; a click or Enter on one goes to it. */
export interface LesionTable {
  readonly element: HTMLElement;
  /**
   * @param lesions the largest first
   * @param count how many there are in all; `lesions` may be the first of them
   */
  show(lesions: readonly CalciumLesion[], count: number): void;
  /** Marks a lesion, or none. */
  mark(lesion: CalciumLesion | null): void;
}

/** More rows than anybody reads; beyond them the page would only grow slow. */
export const MOST_ROWS = 100;

export function createLesionTable(onPick: (lesion: CalciumLesion) => void): LesionTable {
  const body = el('tbody');
  const more = el('p', { class: 'calcium-quiet' });
  const caption = el('caption', {}, 'Lesions');
  const table = el(
    'table',
    { class: 'calcium-lesions', 'data-test': 'lesions' },
    caption,
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        el('th', { scope: 'col' }, 'Lesion'),
        el('th', { scope: 'col', class: 'number' }, 'Slice'),
        el('th', { scope: 'col', class: 'number' }, 'Score'),
        el('th', { scope: 'col', class: 'number' }, 'Peak HU'),
        el('th', { scope: 'col', class: 'number' }, 'Area mm²'),
      ),
    ),
    body,
  );
  const rows = new Map<CalciumLesion, HTMLTableRowElement>();

  return {
    element: el('div', {}, el('div', { class: 'calcium-scroll' }, table), more),
    show(lesions, count) {
      const focused = [...rows].find(([, row]) => row.contains(document.activeElement))?.[1];
      const focusedAt = focused ? [...body.children].indexOf(focused) : -1;
      rows.clear();
      lesions.forEach((lesion, i) => {
        rows.set(lesion, lesionRow(lesion, i + 1, onPick));
      });
      body.replaceChildren(...rows.values());
      // Whoever stands in the table with the keyboard stays at the same place.
      if (focusedAt >= 0) {
        const row = body.children[Math.min(focusedAt, body.children.length - 1)];
        row?.querySelector('button')?.focus({ preventScroll: true });
      }
      caption.textContent = `${count} lesion${count === 1 ? '' : 's'}, largest score first; slices from 1`;
      more.textContent =
        count > lesions.length ? `The first ${lesions.length} of ${count} are listed.` : '';
    },
    mark(lesion) {
      for (const [other, row] of rows) {
        const marked = other === lesion;
        row.classList.toggle('calcium-marked', marked);
        row.querySelector('button')?.setAttribute('aria-pressed', String(marked));
      }
    },
  };
}

function lesionRow(
  lesion: CalciumLesion,
  number: number,
  onPick: (lesion: CalciumLesion) => void,
): HTMLTableRowElement {
  const structure =
    ARTERY_STRUCTURES.find(({ short }) => short === lesion.artery) ?? DENSE_STRUCTURE;
  const name = lesion.artery === null ? structure.short : ARTERY_NAMES[lesion.artery];
  const button = el(
    'button',
    {
      type: 'button',
      class: 'calcium-jump',
      'aria-pressed': 'false',
      title: `Go to lesion ${number}, ${name}`,
    },
    swatch(structure),
    `${number} ${structure.short}`,
    el('span', { class: 'visually-hidden' }, `, go to it in slice ${lesion.slice + 1}`),
  );
  const cellOf = (value: number) => el('td', { class: 'number' }, shortNumber(value));
  return el(
    'tr',
    {
      'data-test': 'lesion',
      'data-slice': lesion.slice,
      'data-artery': lesion.artery,
      'data-box': lesion.box.join(','),
      onclick: () => onPick(lesion),
    },
    el('th', { scope: 'row' }, button),
    el('td', { class: 'number' }, String(lesion.slice + 1)),
    cellOf(lesion.agatston),
    cellOf(lesion.peakHu),
    cellOf(lesion.areaMm2),
  );
}
