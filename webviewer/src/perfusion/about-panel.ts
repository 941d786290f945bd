import { el } from '../app/dom';
import { section } from '../app/form';
import { orNull } from '../data/part';
import { flagInWords } from './flags';
import { MAP_NAMES, MAP_TITLES } from './maps';
import type { PerfusionFiles } from './study-files';
import { shortNumber } from './words';

/** Returns flags of the job in words, where it set any. */
export function flagsNote(flags: readonly string[]): HTMLElement | null {
  if (flags.length === 0) return null;
  return el(
    'div',
    { class: 'form-flags', role: 'note', 'data-test': 'flags' },
    ...flags.map((flag) => el('p', {}, flagInWords(flag))),
  );
}

/** Returns what the job ran and found. */
export function aboutPanel(files: PerfusionFiles): HTMLElement {
  const study = orNull(files.study);
  if (study === null) {
    return section('Job', 'job', el('p', {}, 'study.json could not be read.'));
  }
  const facts: (readonly [string, string])[] = [
    ['Deconvolution', text(study.options.deconvolution)],
    ['Iterations', text(study.options.iterations)],
    ['kH (haematocrit)', text(study.options.kH)],
    ['ρ, density of brain', `${text(study.options.rhoGPerMl)} g/ml`],
    ['Ran on', [study.backend, study.device].filter(Boolean).join(', ')],
    ['Computed', study.computedAt],
    ['Files checked', verified(files)],
  ];
  const medians = study.summary.medians as Readonly<Record<string, unknown>> | undefined;
  return section(
    'Job',
    'job',
    el(
      'table',
      {},
      el('caption', {}, 'Medians over the mapped tissue'),
      el(
        'tbody',
        {},
        ...MAP_NAMES.map((name) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, MAP_TITLES[name].short),
            el('td', { class: 'number' }, text(medians?.[name])),
            el('td', {}, study.units[name] ?? ''),
          ),
        ),
      ),
    ),
    el(
      'dl',
      { class: 'form-facts' },
      ...facts.flatMap(([name, words]) => [el('dt', {}, name), el('dd', {}, words)]),
    ),
  );
}

/** Returns what the job ran, in a line, for exports. */
export function methodLine(files: PerfusionFiles): string {
  const options = orNull(files.study)?.options;
  return options === undefined
    ? 'Method unknown'
    : `${text(options.deconvolution)}, ${text(options.iterations)} iterations`;
}

function verified({ verifications }: PerfusionFiles): string {
  const all = Object.values(verifications);
  const count = all.filter((how) => how === 'verified').length;
  const unpacked = all.filter((how) => how === 'unpacked-by-server').length;
  const rest =
    unpacked > 0 ? `; ${unpacked} came unpacked by the server, with nothing to compare` : '';
  return `${count} of ${all.length} volumes match the job’s SHA-256${rest}`;
}

function text(value: unknown): string {
  if (typeof value === 'number') return shortNumber(value);
  return typeof value === 'string' && value !== '' ? value : 'not said';
}
