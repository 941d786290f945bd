import { el } from '../app/dom';
import { section } from '../app/form';
import { swatch } from '../app/swatch';
import type { Curves } from '../data/formats';
import type { Part } from '../data/part';
import type { CurveChart } from './curve-chart';
import { type Curve, curveSet, DASHES } from './curve-set';

/** Time-attenuation curves, as a chart and as a table. */
export interface CurvesPanel {
  readonly element: HTMLElement;
  /** Curves of the voxel and the region; null where there is none. */
  show(voxel: readonly number[] | null, region: readonly number[] | null): void;
  mark(frame: number | null): void;
  /** Says why there is no curve of a voxel or a region; null takes it back. */
  explain(reason: string | null): void;
  dispose(): void;
}

export function createCurvesPanel(
  curves: Part<Curves>,
  chooseSeconds: (seconds: number) => void,
  failed: (problem: unknown) => void,
): CurvesPanel {
  const host = el('div', { class: 'perfusion-chart', 'data-test': 'chart', 'aria-hidden': 'true' });
  const legend = el('ul', { class: 'perfusion-legend', 'data-test': 'legend' });
  const note = el('p', { class: 'form-quiet', 'data-test': 'curves-note' });
  const table = el('table', { 'data-test': 'curves-table' });
  const details = el(
    'details',
    { 'data-test': 'curves-details' },
    el('summary', {}, 'Curves as a table'),
    el(
      'div',
      { class: 'perfusion-scroll', tabindex: '0', role: 'group', 'aria-label': 'Table of curves' },
      table,
    ),
  );
  if (!curves.there) {
    const element = section('Curves', 'curves', el('p', {}, `No curves: ${curves.reason}`));
    const nothing = (): void => {};
    return { element, show: nothing, mark: nothing, explain: nothing, dispose: nothing };
  }
  const { value } = curves;
  let all: readonly Curve[] = curveSet(value, null, null);
  let chart: CurveChart | null = null;
  let marked: number | null = null;
  let disposed = false;
  void import('./curve-chart')
    .then(({ createCurveChart }) => {
      if (disposed) return;
      chart = createCurveChart(host, value.frameTimesSeconds, chooseSeconds);
      chart.show(all);
      chart.mark(marked);
    })
    .catch(failed);
  details.addEventListener('toggle', fillTable);
  fillLegend();

  function fillLegend(): void {
    if (legend.childElementCount === all.length) return;
    legend.replaceChildren(
      ...all.map(({ kind, name }) =>
        el('li', {}, el('span', { class: `perfusion-curve-${kind}` }, swatch(DASHES[kind])), name),
      ),
    );
  }

  /** Only while it is open: it has a row for each frame. */
  function fillTable(): void {
    if (!details.open) return;
    const head = (words: string) => el('th', { scope: 'col', class: 'number' }, words);
    table.replaceChildren(
      el('caption', {}, 'HU above the mean of the frames before the bolus'),
      el('thead', {}, el('tr', {}, head('Time, s'), ...all.map(({ name }) => head(name)))),
      el(
        'tbody',
        {},
        ...value.frameTimesSeconds.map((seconds, frame) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row', class: 'number' }, seconds.toFixed(1)),
            ...all.map(({ values }) =>
              el('td', { class: 'number' }, values[frame]?.toFixed(1) ?? '–'),
            ),
          ),
        ),
      ),
    );
  }

  return {
    element: section('Curves', 'curves', host, legend, note, details),
    show(voxel, region) {
      all = curveSet(value, voxel, region);
      chart?.show(all);
      fillLegend();
      fillTable();
    },
    mark(frame) {
      marked = frame === null ? null : (value.frameTimesSeconds[frame] ?? null);
      chart?.mark(marked);
    },
    explain(reason) {
      note.textContent = reason === null ? '' : `No curve of a voxel or a region: ${reason}.`;
    },
    dispose() {
      disposed = true;
      chart?.dispose();
    },
  };
}
