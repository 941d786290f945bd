import {
  anyObject,
  arrayOf,
  atLeast,
  between,
  type Check,
  checked,
  count,
  type Fields,
  finite,
  flag,
  fourOf,
  nullable,
  objectOf,
  oneOf,
  optional,
  recordOf,
  sha256,
  text,
  threeOf,
} from './check';
import {
  type ArteryResult,
  type Calcium,
  type CalciumLesion,
  type CardiacPhase,
  type CardiacStudy,
  type Catalog,
  type Curves,
  type DetectionImage,
  type DetectionLesion,
  type DetectionStudy,
  type ModelName,
  OPS,
  type Study,
  type StudyFile,
} from './formats';
import { ofFormat } from './json';
import { LoadError } from './load';
import type { Manifest, ManifestFile, RecordCounts, SplitShare } from './manifest';

/** JSON files of the jobs, checked as far as the views rely on them. All throw LoadError. */

const catalog = objectOf<Catalog>({
  format: oneOf('radloom-catalog/1'),
  worklists: arrayOf(text),
  datasets: arrayOf(text),
  models: optional(arrayOf(text)),
});

export function catalogOf(json: unknown, file: string): Catalog {
  ofFormat(json, 'radloom-catalog/1', file);
  return checked(json, catalog, file);
}

const studyFields: Fields<Study> = {
  format: oneOf('radloom-study/1'),
  study: text,
  op: oneOf(...OPS),
  options: anyObject,
  backend: text,
  device: optional(text),
  codeVersion: optional(text),
  space: optional(objectOf<NonNullable<Study['space']>>({ spacingMm: optional(threeOf(finite)) })),
  units: recordOf(text),
  flags: arrayOf(text),
  summary: anyObject,
  computedAt: text,
  files: arrayOf(objectOf<StudyFile>({ path: text, sha256, bytes: count })),
};
const study = objectOf<Study>(studyFields);

export function studyOf(json: unknown, file: string): Study {
  ofFormat(json, 'radloom-study/1', file);
  return checked(json, study, file);
}

const artery = objectOf<ArteryResult>({
  agatston: finite,
  volumeMm3: finite,
  massMg: nullable(finite),
  lesions: count,
  voxels: count,
});

const calciumLesion = objectOf<CalciumLesion>({
  slice: count,
  artery: nullable(oneOf('LM', 'LAD', 'LCX', 'RCA')),
  voxels: count,
  areaMm2: finite,
  peakHu: finite,
  weight: finite,
  agatston: finite,
  box: fourOf(count),
});

const calcium = objectOf<Calcium>({
  total: finite,
  arteries: objectOf<Calcium['arteries']>({
    LM: artery,
    LAD: artery,
    LCX: artery,
    RCA: artery,
    ALL: artery,
  }),
  category: nullable(text),
  cacDrs: nullable(text),
  flags: arrayOf(text),
  lesions: arrayOf(calciumLesion),
});

export function calciumOf(json: unknown, file: string): Calcium {
  return checked(json, calcium, file);
}

const numbers = arrayOf(finite);

const curves = objectOf<Curves>({
  unit: text,
  frameTimesSeconds: numbers,
  baselineFrames: count,
  arrivalSeconds: finite,
  aif: objectOf<Curves['aif']>({
    source: text,
    voxel: nullable(threeOf(count)),
    values: numbers,
  }),
  vof: nullable(numbers),
  scale: finite,
  regions: recordOf(numbers),
});

/** Every curve has a value for each frame, and the baseline is some of the frames. */
export function curvesOf(json: unknown, file: string): Curves {
  const all = checked(json, curves, file);
  const frames = all.frameTimesSeconds.length;
  const values = arrayOf(finite, frames);
  const fitting = objectOf<
    Pick<Curves, 'baselineFrames' | 'vof' | 'regions'> & { aif: { values: readonly number[] } }
  >({
    baselineFrames: between(1, frames),
    aif: objectOf<{ values: readonly number[] }>({ values }),
    vof: nullable(values),
    regions: recordOf(values),
  });
  checked(all, fitting, file);
  return all;
}

const detectionLesion = objectOf<DetectionLesion>({
  category: text,
  bbox: fourOf(finite),
  score: between(0, 1),
});

const detectionImage = objectOf<DetectionImage>({
  file: text,
  laterality: nullable(oneOf('R', 'L')),
  view: nullable(text),
  flipHorizontal: flag,
  window: objectOf<DetectionImage['window']>({
    center: finite,
    width: atLeast(1),
  }),
  heatmap: nullable(text),
  lesions: arrayOf(detectionLesion),
});

const model = objectOf<ModelName>({
  name: text,
  version: text,
  sha256: optional(text),
  intendedUse: optional(text),
});

const detection = objectOf<DetectionStudy>({
  ...studyFields,
  op: oneOf('mammography', 'detect'),
  model: nullable(model),
  images: arrayOf(detectionImage),
  hanging: arrayOf(arrayOf(count)),
});

const MOST_IMAGES = 64;

/** There are 1 to 64 images, and every one that hangs is one of them. */
export function detectionStudyOf(json: unknown, file: string): DetectionStudy {
  ofFormat(json, 'radloom-study/1', file);
  const all = checked(json, detection, file);
  if (all.images.length === 0 || all.images.length > MOST_IMAGES) {
    throw new LoadError(
      file,
      `images must number 1 to ${MOST_IMAGES}, but were: ${all.images.length}`,
    );
  }
  const unknown = all.hanging.flat().find((index) => index >= all.images.length);
  if (unknown !== undefined) {
    throw new LoadError(
      file,
      `hanging must name images 0 to ${all.images.length - 1}, but names: ${unknown}`,
    );
  }
  return all;
}

const phase = objectOf<CardiacPhase>({
  phase: oneOf('end-diastole', 'end-systole'),
  volume: optional(text),
  mask: text,
  picture: text,
  slice: count,
  chambersMl: recordOf(atLeast(0)),
});

const cardiac = objectOf<CardiacStudy>({
  ...studyFields,
  op: oneOf('cardiac'),
  model: nullable(model),
  summary: objectOf<CardiacStudy['summary']>({
    endDiastolicMl: atLeast(0),
    endSystolicMl: atLeast(0),
    ejectionFractionPercent: finite,
  }),
  phases: arrayOf(phase, 2) as Check<readonly [CardiacPhase, CardiacPhase]>,
});

/** End diastole comes first, and both phases have the same chambers. */
export function cardiacStudyOf(json: unknown, file: string): CardiacStudy {
  ofFormat(json, 'radloom-study/1', file);
  const all = checked(json, cardiac, file);
  const [diastole, systole] = all.phases;
  if (diastole.phase !== 'end-diastole' || systole.phase !== 'end-systole') {
    throw new LoadError(file, 'phases must be end-diastole and end-systole, in this order');
  }
  const chambers = Object.keys(diastole.chambersMl);
  if (chambers.length === 0 || chambers.join('\n') !== Object.keys(systole.chambersMl).join('\n')) {
    throw new LoadError(file, 'both phases must have the same chambers, one at least');
  }
  return all;
}

const splitCounts = { train: count, val: count, test: count };

const recordCounts = objectOf<RecordCounts>({
  read: count,
  rejected: recordOf(count),
  duplicates: count,
  denied: count,
  unmatched: count,
  hardExamples: count,
  belowCutoff: count,
  exported: objectOf<RecordCounts['exported']>(splitCounts),
});

const share = objectOf<SplitShare>({
  target: finite,
  patients: count,
  patientShare: finite,
  records: count,
  recordShare: finite,
});

const manifest = objectOf<Manifest>({
  format: oneOf('radloom-manifest/1'),
  dataset: text,
  version: text,
  previousVersion: nullable(text),
  codeVersion: text,
  counts: recordOf(recordCounts),
  consents: anyObject,
  eventsRead: count,
  splits: objectOf<Manifest['splits']>({
    mode: text,
    groups: count,
    largestGroupPatients: count,
    groupsHeldApart: count,
    train: share,
    val: share,
    test: share,
  }),
  qualityCutoffs: recordOf(nullable(finite)),
  categories: arrayOf(text),
  options: recordOf(text),
  keyIds: recordOf(text),
  files: arrayOf(objectOf<ManifestFile>({ path: text, sha256, bytes: count, records: count })),
});

export function manifestOf(json: unknown, file: string): Manifest {
  ofFormat(json, 'radloom-manifest/1', file);
  return checked(json, manifest, file);
}
