import { el } from '../app/dom';
import { modelNote } from '../app/model-note';
import type { DetectionStudy } from '../data/formats';
import { colourTable } from '../render/colours';
import { biRadsOf } from './bi-rads';
import { type Finding, findingsOf, flagWords, highestConfidence } from './findings';
import { LEAST_HEAT } from './hanging';

export interface ResultsPanel {
  readonly element: HTMLElement;
  /** Lists the findings at or over a confidence, 0 to 1. */
  showFrom(leastConfidence: number): void;
  /** Marks the row of a finding. */
  mark(finding: Finding | null): void;
  setMemory(text: string): void;
}

/** Builds what the study says: assessment, findings, model, flags. */
export function createResultsPanel(
  study: DetectionStudy,
  onGo: (finding: Finding) => void,
): ResultsPanel {
  const findings = findingsOf(study.images);
  const caption = el('caption');
  const body = el('tbody');
  const memory = el('p', { class: 'mammography-muted', 'data-test': 'memory' });
  let marked: Finding | null = null;
  let least = 0;

  function draw(): void {
    const shown = findings.filter(({ lesion }) => lesion.score >= least);
    caption.textContent = `Findings: ${shown.length} of ${findings.length} shown`;
    body.replaceChildren(...shown.map(row));
  }

  function row(finding: Finding): HTMLElement {
    const { label, lesion } = finding;
    const words = `${label} ${lesion.category}, confidence ${percent(lesion.score)}`;
    const go = (): void => onGo(finding);
    return el(
      'tr',
      {
        class: finding === marked ? 'mammography-marked' : undefined,
        onclick: (event: MouseEvent) => {
          if (!(event.target as Element).closest('button')) go();
        },
      },
      el(
        'th',
        { scope: 'row' },
        el(
          'button',
          {
            type: 'button',
            'aria-label': `Go to ${words}`,
            'aria-current': finding === marked ? 'true' : undefined,
            onclick: go,
          },
          label,
        ),
      ),
      el('td', {}, lesion.category),
      el('td', { class: 'number' }, percent(lesion.score)),
      el('td', { class: 'mammography-box' }, ...boxWords(lesion.bbox)),
    );
  }

  draw();
  const heads = ['Image', 'Category', 'Confidence', 'Box (pixels)'];
  const element = el(
    'div',
    { class: 'results mammography-results' },
    assessment(study),
    modelNote(study.model),
    ...flagWords(study).map((words) => el('p', { class: 'mammography-flag' }, `⚠ ${words}`)),
    el(
      'div',
      { class: 'mammography-table', role: 'region', 'aria-label': 'Findings', tabindex: 0 },
      el(
        'table',
        { 'data-test': 'findings' },
        caption,
        el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
        body,
      ),
    ),
    heatLegend(study),
    memory,
  );
  return {
    element,
    showFrom(confidence) {
      least = confidence;
      draw();
    },
    mark(finding) {
      marked = finding;
      const focused = body.contains(document.activeElement);
      draw();
      if (focused) body.querySelector<HTMLElement>('[aria-current]')?.focus();
    },
    setMemory(text) {
      memory.textContent = text;
    },
  };
}

/** BI-RADS of breasts: of other images only where the job said one. */
function assessment(study: DetectionStudy): HTMLElement {
  const highest = highestConfidence(study.images);
  const { category, name } = biRadsOf(highest);
  const said = study.summary.biRads;
  if (study.op === 'detect' && said === undefined) return countOf(study, highest);
  const because =
    highest === null
      ? 'No lesion was found.'
      : `From the highest confidence of any lesion, ${percent(highest)}.`;
  return el(
    'section',
    { 'aria-label': 'Assessment' },
    el('p', { class: 'mammography-birads', 'data-test': 'birads' }, `BI-RADS ${category}: ${name}`),
    el('p', { class: 'mammography-muted' }, because),
    said === undefined || said === category
      ? null
      : el(
          'p',
          { class: 'mammography-flag', role: 'alert' },
          `✗ The study's summary says BI-RADS ${String(said)}, which does not follow from its lesions.`,
        ),
  );
}

function countOf({ images }: DetectionStudy, highest: number | null): HTMLElement {
  const count = findingsOf(images).length;
  return el(
    'section',
    { 'aria-label': 'Assessment' },
    el(
      'p',
      { class: 'mammography-birads', 'data-test': 'lesions' },
      count === 0 ? 'No lesion was found.' : `${count} ${count === 1 ? 'lesion' : 'lesions'}`,
    ),
    highest === null
      ? null
      : el('p', { class: 'mammography-muted' }, `Highest confidence ${percent(highest)}.`),
  );
}

/** Builds the bar of colours of the heat map, or nothing if no image has one. */
function heatLegend({ images }: DetectionStudy): HTMLElement | null {
  if (images.every(({ heatmap }) => heatmap === null)) return null;
  const colours = colourTable('heat');
  const bar = el('canvas', { width: 256, height: 1, 'aria-hidden': 'true' });
  const context = bar.getContext('2d');
  const pixels = context?.createImageData(256, 1);
  for (let i = 0; pixels && i < 256; i++) {
    pixels.data.set([...colours.subarray(3 * i, 3 * i + 3), 255], 4 * i);
  }
  if (pixels) context?.putImageData(pixels, 0, 0);
  const words = `0 to 100\u00a0% confidence; below ${percent(LEAST_HEAT)} nothing is drawn`;
  return el(
    'figure',
    { class: 'mammography-legend' },
    bar,
    el('figcaption', {}, `Heat map: ${words}`),
  );
}

/** Returns where a box begins, and its width and height, one line each. */
function boxWords(bbox: readonly [number, number, number, number]): HTMLElement[] {
  const [x, y, width, height] = bbox.map(Math.round);
  return [el('div', {}, `${x}, ${y}`), el('div', {}, `${width} × ${height}`)];
}

function percent(share: number): string {
  // The space does not break.
  return `${Number((share * 100).toFixed(1))}\u00a0%`;
}
