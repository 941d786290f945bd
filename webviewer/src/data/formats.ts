import type { Triple } from '../volume/grid';

/** The files that the jobs write, as far as the viewer reads them. Unknown fields are left alone. */

/** `catalog.json`: what there is to look at; made by `radloom view`, or by hand for another server. */
export interface Catalog {
  readonly format: 'radloom-catalog/1';
  /** Folders with an `index.json`, relative to the catalogue, ending in `/`. */
  readonly worklists: readonly string[];
  /** Folders of datasets (the ones with LATEST), relative to the catalogue, ending in `/`. */
  readonly datasets: readonly string[];
  /** Folders of models (the ones with `manifest.json`), relative to the catalogue, ending in `/`. */
  readonly models?: readonly string[] | undefined;
}

/** `index.json`. */
export interface Worklist {
  readonly format: 'radloom-worklist/1';
  readonly studies: readonly WorklistEntry[];
  readonly rejected: readonly RejectedStudy[];
  readonly failed: readonly RejectedStudy[];
  readonly counts: Readonly<Record<string, number>>;
}

export const OPS = ['agatston', 'perfusion', 'mammography', 'detect', 'cardiac'] as const;

/** What a study is of. */
export type Op = (typeof OPS)[number];

export interface WorklistEntry {
  readonly study: string;
  readonly op: Op;
  /** Relative to index.json, without a closing slash. */
  readonly folder: string;
  readonly status: 'finished' | 'skipped' | 'kept';
  readonly flags: readonly string[];
  readonly summary: Readonly<Record<string, unknown>>;
  readonly computedAt: string;
}

export interface RejectedStudy {
  readonly source: string;
  readonly study?: string;
  readonly reason: string;
  readonly message: string;
}

export interface StudyFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** `study.json`. */
export interface Study {
  readonly format: 'radloom-study/1';
  readonly study: string;
  readonly op: Op;
  readonly options: Readonly<Record<string, unknown>>;
  readonly backend: string;
  /** The processor or GPU that the job ran on, in words. */
  readonly device?: string | undefined;
  readonly codeVersion?: string | undefined;
  readonly space?: { readonly spacingMm?: Triple | undefined } | undefined;
  readonly units: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
  readonly summary: Readonly<Record<string, unknown>>;
  readonly computedAt: string;
  readonly files: readonly StudyFile[];
}

export type Artery = 'LM' | 'LAD' | 'LCX' | 'RCA';

/** An artery, or all of them together. */
export type ArteryName = Artery | 'ALL';

export interface ArteryResult {
  readonly agatston: number;
  readonly volumeMm3: number;
  readonly massMg: number | null;
  readonly lesions: number;
  readonly voxels: number;
}

/** `calcium.json`. */
export interface Calcium {
  readonly total: number;
  readonly arteries: Readonly<Record<ArteryName, ArteryResult>>;
  readonly category: string | null;
  readonly cacDrs: string | null;
  readonly flags: readonly string[];
  readonly lesions: readonly CalciumLesion[];
}

/** One plaque in one slice. */
export interface CalciumLesion {
  /** Slice index from 0 along z. */
  readonly slice: number;
  /** Null in an unmasked score. */
  readonly artery: Artery | null;
  readonly voxels: number;
  readonly areaMm2: number;
  readonly peakHu: number;
  readonly weight: number;
  readonly agatston: number;
  /** [xMin, yMin, xMax, yMax], voxels, inclusive. */
  readonly box: readonly [number, number, number, number];
}

/** `curves.json`. */
export interface Curves {
  readonly unit: string;
  readonly frameTimesSeconds: readonly number[];
  readonly baselineFrames: number;
  readonly arrivalSeconds: number;
  readonly aif: {
    readonly source: string;
    readonly voxel: readonly [number, number, number] | null;
    readonly values: readonly number[];
  };
  readonly vof: readonly number[] | null;
  readonly scale: number;
  readonly regions: Readonly<Record<string, readonly number[]>>;
}

/** One image of a study that a model looked at for lesions. */
export interface DetectionImage {
  /** A NIfTI-1 file of one slice, unsigned 8 or 16 bit; pixel (0, 0) is the top left. */
  readonly file: string;
  /** Null where nobody said it, and so for the view. A mammogram has both. */
  readonly laterality: 'R' | 'L' | null;
  /** CC, MLO and so on: the code of DICOM's View Code Sequence. */
  readonly view: string | null;
  /** Show it mirrored left to right, so that the chest wall lies in the middle of the hanging. */
  readonly flipHorizontal: boolean;
  readonly window: { readonly center: number; readonly width: number };
  /** A NIfTI-1 file, float32 0 to 1, any shape; it covers the whole image. */
  readonly heatmap: string | null;
  readonly lesions: readonly DetectionLesion[];
}

export interface DetectionLesion {
  readonly category: string;
  /** [x, y, width, height], pixels from the top left. */
  readonly bbox: readonly [number, number, number, number];
  /** 0 to 1. */
  readonly score: number;
}

/** The model that made a result. */
export interface ModelName {
  readonly name: string;
  readonly version: string;
  /** Of all its files together. */
  readonly sha256?: string | undefined;
  /** What its maker made it for, in words. */
  readonly intendedUse?: string | undefined;
}

/** `study.json` of a mammography or of other images with lesions: the images and how they hang. */
export interface DetectionStudy extends Study {
  readonly op: 'mammography' | 'detect';
  readonly model: ModelName | null;
  readonly images: readonly DetectionImage[];
  /** Rows of image indices, as mammograms hang. */
  readonly hanging: readonly (readonly number[])[];
}

export type PhaseName = 'end-diastole' | 'end-systole';

/** A heart at one time. */
export interface CardiacPhase {
  readonly phase: PhaseName;
  /** A NIfTI-1 file, HU; left out with `--copyVolumes=false`. */
  readonly volume?: string | undefined;
  /** A NIfTI-1 file of the same shape: 0, or the number of a chamber from 1. */
  readonly mask: string;
  /** A PNG of one slice, 0 to 255 for -150 to 550 HU. */
  readonly picture: string;
  /** Index from 0 along z of the picture: the slice with most of the ventricle. */
  readonly slice: number;
  /** By class of the model, in its order: the first is 1 in the mask. */
  readonly chambersMl: Readonly<Record<string, number>>;
}

/** `study.json` of a heart at end diastole and end systole, in this order. */
export interface CardiacStudy extends Study {
  readonly op: 'cardiac';
  readonly model: ModelName | null;
  readonly summary: Study['summary'] & {
    readonly endDiastolicMl: number;
    readonly endSystolicMl: number;
    readonly ejectionFractionPercent: number;
  };
  readonly phases: readonly [CardiacPhase, CardiacPhase];
}
