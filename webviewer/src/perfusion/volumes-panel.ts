import { el } from '../app/dom';
import { section } from '../app/form';
import { mlWords } from '../app/numbers';
import { swatch } from '../app/swatch';
import { orNull } from '../data/part';
import type { LineStyle } from '../stage/lines';
import { type Core, LEAST_SIDE_VOXELS, mismatchOf } from './core';
import type { Findings } from './findings';
import { CORE_LINE, DEFICIT_LINE } from './lines';
import { shortNumber } from './words';

/** Volumes of tissue, with the method in words. */
export interface VolumesPanel {
  readonly element: HTMLElement;
  show(core: Core): void;
}

/**
 * @param cbfUnit as study.json says it
 * @param jobMl what the job counted as deficit, to hold the live number against; null if unknown
 */
export function createVolumesPanel(
  findings: Findings,
  cbfUnit: string,
  jobMl: number | null,
): VolumesPanel {
  const body = el('tbody', {});
  const notes = el('div', {});
  const element = section(
    'Volumes',
    'volumes',
    el(
      'table',
      {},
      el('caption', { class: 'visually-hidden' }, 'Volumes of tissue'),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('th', { scope: 'col' }, 'Tissue'),
          el('th', { scope: 'col', class: 'number' }, 'Volume'),
        ),
      ),
      body,
    ),
    notes,
    el('p', { class: 'form-warn' }, 'Research thresholds, not for diagnostic use.'),
    method(),
  );
  const { deficit, mapped } = findings;

  return {
    element,
    show(core) {
      const rows: (HTMLElement | null)[] = [];
      const remarks: string[] = [];
      const deficitMl = orNull(deficit)?.ml ?? null;
      rows.push(row('Deficit, Tmax > 6 s', deficitMl, 'deficit', DEFICIT_LINE));
      if (!deficit.there) remarks.push(`No deficit: ${deficit.reason}.`);
      if (core.found) {
        rows.push(row('Core, CBF < 30 % of the other side', core.tissue.ml, 'core', CORE_LINE));
        const mismatch = deficitMl === null ? null : mismatchOf(deficitMl, core.tissue.ml);
        if (mismatch !== null) {
          rows.push(row('Mismatch, deficit less core', mismatch.ml, 'mismatch'));
          rows.push(
            cells(
              'Mismatch ratio, deficit / core',
              mismatch.ratio.toFixed(2),
              mismatch.ratio,
              'ratio',
            ),
          );
        }
        const means = core.sides.map(
          ({ meanCbf }, i) => `${findings.sides[i]} ${shortNumber(meanCbf)}`,
        );
        remarks.push(`Mean CBF of the patient’s sides: ${means.join(', ')} ${cbfUnit}.`);
        if (!deficit.there) remarks.push('Without a deficit, all mapped tissue may be core.');
        if (core.outsideMl > 0) {
          remarks.push(
            `${mlWords(core.outsideMl)} more has as little flow, but outside the deficit.`,
          );
        }
      } else {
        rows.push(row('Core', null, 'core', CORE_LINE));
        remarks.push(`No core: ${core.reason}.`);
      }
      rows.push(row('Mapped tissue, CBF > 0', orNull(mapped)?.ml ?? null, 'mapped'));
      body.replaceChildren(...rows.filter((one) => one !== null));
      if (jobMl !== null && deficitMl !== null && jobMl !== deficitMl) {
        remarks.push(
          `The job counted ${mlWords(jobMl)} of deficit: the maps are not the ones it wrote.`,
        );
      }
      notes.replaceChildren(...remarks.map((text) => el('p', { class: 'form-quiet' }, text)));
    },
  };
}

function row(
  label: string,
  ml: number | null,
  test: string,
  style: LineStyle | null = null,
): HTMLElement {
  return cells(label, ml === null ? '–' : mlWords(ml), ml, test, style);
}

/** The full number stands in `data-value`. */
function cells(
  label: string,
  words: string,
  value: number | null,
  test: string,
  style: LineStyle | null = null,
): HTMLElement {
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, style && swatch(style.dashes, style.colour), label),
    el(
      'td',
      {
        class: style ? 'number form-main' : 'number',
        'data-test': `${test}-ml`,
        'data-value': value ?? '',
      },
      words,
    ),
  );
}

/** How the volumes come about, in words. */
export const METHOD: readonly string[] = [
  'Mapped tissue: voxels with CBF > 0.',
  'Deficit: mapped voxels with Tmax > 6 s.',
  'Core: voxels of the deficit whose CBF is below 30 % of the mean CBF of all mapped tissue on the other side of the midline, over the whole volume: a mean of one slice swings where the slice has little brain. Voxels with a CBF over 100 are large vessels and stay out of that mean. Voxels on the midline belong to no side. Low flow outside the deficit is left out, since fluid, old scars and noise have little flow too; so the core is never larger than the deficit.',
  'Midline: the middle of what is mapped from left to right. Move it if the head lies askew.',
  `A side needs at least ${LEAST_SIDE_VOXELS} mapped voxels.`,
  'Relative CBF for the core after Campbell et al., Stroke 2011;42:3435–3440, who found 31 % to fit best.',
];

function method(): HTMLElement {
  return el(
    'details',
    { 'data-test': 'method' },
    el('summary', {}, 'Method'),
    ...METHOD.map((text) => el('p', {}, text)),
  );
}
