import { el } from '../app/dom';
import type { Study } from '../data/formats';
import type { Verification } from '../data/load';
import type { CalciumOptions } from './options';
import { VIEWER_VERSION } from './version';

/** How the numbers came about, as pairs of words, for the page and for the report. */
export function methodFacts(
  study: Study,
  options: CalciumOptions,
): readonly (readonly [string, string])[] {
  const device = study.device ? ` (${study.device})` : '';
  return [
    ["Job's threshold", `${options.thresholdHu} HU`],
    ['Connectivity', `${options.connectivity} neighbours in a slice; slices never join`],
    [
      'Least lesion',
      `${options.minAreaMm2} mm²${options.minVoxels > 1 ? `, ${options.minVoxels} voxels` : ''}`,
    ],
    [
      'Mass calibration',
      options.massCalibration === null
        ? 'not given, so there is no mass score'
        : `${options.massCalibration} mg/mm³/HU`,
    ],
    ['Backend of the job', `${study.backend}${device}`],
    ['Version of the job', study.codeVersion ?? 'not stated in study.json'],
    ['Version of the viewer', VIEWER_VERSION],
  ];
}

/** The definition that scores follow, in plain words. */
export const DEFINITION: readonly string[] = [
  'A lesion is an island of voxels of one artery in one slice, at or over the threshold and large enough. Its weight follows from its peak: 1 below 200 HU, 2 below 300, 3 below 400, else 4.',
  'Score of an artery = sum of voxels x weight, times the area of a voxel, times the distance between slices divided by 3 mm. Volume and mass scores are of the same lesions.',
  'Sources: Agatston 1990 (doi 10.1016/0735-1097(90)90282-T); van Praagh 2021 for other slice distances (doi 10.1002/mp.14912); Hecht 2018 for CAC-DRS (doi 10.1016/j.jcct.2018.03.008).',
];

const VERIFICATION_WORDS: Readonly<Record<Verification, string>> = {
  verified: 'equals the SHA-256 in study.json',
  'unpacked-by-server': 'not checked: the server had unpacked it on the way',
  'no-hash': 'not checked: study.json holds no SHA-256 of it',
};

export interface AboutPanel {
  readonly element: HTMLElement;
  /** Says how a file was checked, or why it isn't used. */
  setFile(file: string, state: Verification | string): void;
}

export function createAboutPanel(study: Study, options: CalciumOptions): AboutPanel {
  const files = el('dl', { class: 'calcium-facts', 'data-test': 'files' });
  const facts = [
    ['Study', study.study],
    ['Computed by the job', study.computedAt],
    ...methodFacts(study, options),
  ].flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]);
  const element = el(
    'details',
    { class: 'calcium-about', 'data-test': 'about' },
    el('summary', {}, 'Method and files'),
    el('dl', { class: 'calcium-facts' }, ...facts),
    el('h2', {}, 'Files'),
    files,
    el('h2', {}, 'Definition'),
    ...DEFINITION.map((text) => el('p', {}, text)),
  );
  return {
    element,
    setFile(file, state) {
      const words = VERIFICATION_WORDS[state as Verification] ?? state;
      const said = [...files.querySelectorAll('dd')].find((dd) => dd.dataset.file === file);
      if (said) {
        said.textContent = words;
      } else {
        files.append(el('dt', {}, file), el('dd', { 'data-file': file }, words));
      }
    },
  };
}
