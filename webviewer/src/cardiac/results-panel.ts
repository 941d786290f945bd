import { el } from '../app/dom';
import { section } from '../app/form';
import { modelNote } from '../app/model-note';
import { mlWords, percentWords } from '../app/numbers';
import { swatch } from '../app/swatch';
import type { CardiacStudy } from '../data/formats';
import { voxelVolumeMl } from '../volume/geometry';
import { type Chamber, PHASE_NAMES, ventricleOf } from './chambers';
import { flagInWords } from './flags';
import { functionOf, labelCounts } from './function';
import type { PhaseImages } from './images';

/** What the study says, with what the masks say once they are here. */
export interface ResultsPanel {
  readonly element: HTMLElement;
  showImages(images: readonly PhaseImages[]): void;
}

/** The job writes volumes in hundredths of a millilitre; the header of a mask has 32 bits. */
const SAME_ML = 0.02;

/** Builds function, chambers, model and job. */
export function createResultsPanel(
  study: CardiacStudy,
  chambers: readonly Chamber[],
): ResultsPanel {
  const checks = el('div', { 'data-test': 'checks' });
  const files = el('dd', {}, 'not read yet');
  const element = el(
    'div',
    {
      class: 'results panel cardiac-results',
      role: 'region',
      'aria-label': 'Results',
      // Nothing in it takes the focus, and it may be longer than the page: arrows scroll it.
      tabindex: 0,
      'data-test': 'results',
    },
    modelNote(study.model),
    flagsNote(study.flags),
    functionSection(study, ventricleOf(chambers)),
    chambersSection(study, chambers, checks),
    jobSection(study, files),
  );
  return {
    element,
    showImages(images) {
      checks.replaceChildren(...checksOf(images, chambers));
      files.textContent = filesWords(images);
    },
  };
}

function flagsNote(flags: readonly string[]): HTMLElement | null {
  if (flags.length === 0) return null;
  return el(
    'div',
    { class: 'form-flags', role: 'note', 'data-test': 'flags' },
    ...flags.map((flag) => el('p', {}, `⚠ ${flagInWords(flag)}`)),
  );
}

function functionSection(study: CardiacStudy, ventricle: Chamber): HTMLElement {
  const found = functionOf(study);
  const rows = [
    row('End-diastolic volume (EDV)', mlWords(found.endDiastolicMl), found.endDiastolicMl, 'edv'),
    row('End-systolic volume (ESV)', mlWords(found.endSystolicMl), found.endSystolicMl, 'esv'),
    row('Stroke volume (SV), EDV less ESV', mlWords(found.strokeMl), found.strokeMl, 'sv'),
    row(
      'Ejection fraction (EF), SV / EDV',
      percentWords(found.ejectionFractionPercent),
      found.ejectionFractionPercent,
      'ef',
    ),
  ];
  return section(
    'Function',
    'function',
    el(
      'p',
      { class: 'cardiac-fraction', 'data-test': 'fraction' },
      `Ejection fraction ${percentWords(found.ejectionFractionPercent)}`,
    ),
    el(
      'table',
      {},
      el('caption', {}, `Of the chamber: ${ventricle.name.toLowerCase()}`),
      el('tbody', {}, ...rows),
    ),
    found.agrees
      ? null
      : alert(
          `The study says an ejection fraction of ${percentWords(found.ejectionFractionPercent)}, which does not follow from its volumes.`,
        ),
    found.endSystolicMl === 0
      ? el('p', { class: 'form-warn' }, '⚠ The model marks nothing at end systole.')
      : null,
    el(
      'p',
      { class: 'form-quiet' },
      'Volumes are the voxels that the model marks. Everything is rounded to one digit after the point, halves up.',
    ),
  );
}

/** The full number stands in `data-value`. */
function row(label: string, words: string, value: number, test: string): HTMLElement {
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, label),
    el('td', { class: 'number', 'data-test': test, 'data-value': value }, words),
  );
}

function chambersSection(
  { phases }: CardiacStudy,
  chambers: readonly Chamber[],
  checks: HTMLElement,
): HTMLElement {
  const heads = ['Chamber', ...phases.map(({ phase }) => PHASE_NAMES[phase])];
  return section(
    'Chambers',
    'chambers',
    el(
      'table',
      {},
      el('caption', { class: 'visually-hidden' }, 'Volumes of the chambers'),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          ...heads.map((head, i) =>
            el('th', { scope: 'col', class: i > 0 ? 'number' : null }, head),
          ),
        ),
      ),
      el(
        'tbody',
        {},
        ...chambers.map(({ code, name, line }) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, swatch(line.dashes, line.colour), name),
            ...phases.map(({ chambersMl }) =>
              el('td', { class: 'number' }, mlWords(chambersMl[code] ?? 0)),
            ),
          ),
        ),
      ),
    ),
    checks,
  );
}

/** Holds what the masks hold against what the job wrote. */
function checksOf(
  images: readonly PhaseImages[],
  chambers: readonly Chamber[],
): readonly HTMLElement[] {
  const masks = images.flatMap(({ phase, mask }) => (mask ? [{ phase, mask }] : []));
  if (masks.length === 0) return [];
  const wrong = masks.flatMap(({ phase, mask }) => {
    const counts = labelCounts(mask.voxels, chambers.length);
    const ofVoxel = voxelVolumeMl(mask.grid);
    return chambers.flatMap(({ label, code, name }) => {
      const counted = (counts[label] ?? 0) * ofVoxel;
      const said = phase.chambersMl[code] ?? 0;
      if (Math.abs(counted - said) <= SAME_ML) return [];
      const where = PHASE_NAMES[phase.phase].toLowerCase();
      return [
        alert(
          `${name} at ${where}: the mask holds ${mlWords(counted)}, but the study says ${mlWords(said)}.`,
        ),
      ];
    });
  });
  if (wrong.length > 0) return wrong;
  const which = masks.length === images.length ? 'The masks hold' : 'The mask that is here holds';
  return [
    el('p', { class: 'form-quiet' }, `✓ ${which} these volumes: counted here, voxel by voxel.`),
  ];
}

function alert(text: string): HTMLElement {
  return el('p', { class: 'form-flags', role: 'alert' }, `✗ ${text}`);
}

function jobSection(study: CardiacStudy, files: HTMLElement): HTMLElement {
  const { model } = study;
  const facts: (readonly [string, HTMLElement])[] = [
    ...(model
      ? ([
          ['Model', el('dd', {}, model.name)],
          ['Version', el('dd', {}, model.version)],
        ] as const)
      : []),
    ...(model?.sha256
      ? ([['SHA-256', el('dd', {}, `${model.sha256.slice(0, 16)}…`)]] as const)
      : []),
    ['Ran on', el('dd', {}, [study.backend, study.device].filter(Boolean).join(', '))],
    ['Computed', el('dd', {}, study.computedAt)],
    ...(study.codeVersion ? ([['Radloom', el('dd', {}, study.codeVersion)]] as const) : []),
    ['Files checked', files],
  ];
  return section(
    'Job',
    'job',
    el(
      'dl',
      { class: 'form-facts' },
      ...facts.flatMap(([name, words]) => [el('dt', {}, name), words]),
    ),
  );
}

function filesWords(images: readonly PhaseImages[]): string {
  const all = images.flatMap(({ verifications }) => [...verifications.values()]);
  const count = all.filter((how) => how === 'verified').length;
  const unpacked = all.filter((how) => how === 'unpacked-by-server').length;
  const rest =
    unpacked > 0 ? `; ${unpacked} came unpacked by the server, with nothing to compare` : '';
  return `${count} of ${all.length} match the job’s SHA-256${rest}`;
}
