import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { niftiFile } from '../nifti-file';

/**
 * Calcium studies made for tests, with nothing symmetric in them: no axis as long as another, and
 * each artery in a corner of its own.
 *
 * Voxels are 0.5 x 0.5 mm, slices 3 mm apart. LAD has 20 voxels of 250 HU in slice 2 (score
 * 20 * 0.25 * 2 = 10), RCA 20 of 450 HU in slice 4 (20), LCX 20 of 100 HU in slice 1 (0, and 5 from
 * 100 HU down), LM 3 of 300 HU in slice 3, which are 0.75 mm2 and too small to count.
 */
export const SHAPE = [40, 32, 6] as const;

const BLOCKS = [
  { label: 2, hu: 250, from: [6, 20, 2], size: [5, 4] },
  { label: 4, hu: 450, from: [28, 22, 4], size: [4, 5] },
  { label: 3, hu: 100, from: [8, 5, 1], size: [10, 2] },
  { label: 1, hu: 300, from: [30, 6, 3], size: [3, 1] },
] as const;

export interface StudyVariant {
  readonly study?: string;
  readonly masked?: boolean;
  readonly copyVolumes?: boolean;
  /** Written instead of what the job's SHA-256 was taken of. */
  readonly damaged?: string;
  readonly thresholdHu?: number;
}

/** Writes studies and their worklist into a folder, as the job does. */
export function writeStudies(folder: string, variants: readonly StudyVariant[]): void {
  const entries = variants.map((variant, i) => {
    const study = variant.study ?? 'S-TEST';
    const place = `studies/${i}`;
    writeStudy(join(folder, place), study, variant);
    return {
      study,
      op: 'agatston',
      folder: place,
      status: 'finished',
      flags: variant.masked === false ? ['unmasked'] : [],
      summary: { agatston: 30, category: '11-100', cacDrs: 'A1/N2', lesions: 2 },
      computedAt: '2026-01-02T03:04:05Z',
    };
  });
  const counts = { read: entries.length, finished: entries.length };
  writeJson(join(folder, 'index.json'), {
    format: 'radloom-worklist/1',
    studies: entries,
    rejected: [],
    failed: [],
    counts,
  });
}

function writeStudy(folder: string, study: string, variant: StudyVariant): void {
  const { masked = true, copyVolumes = true, damaged, thresholdHu = 130 } = variant;
  mkdirSync(folder, { recursive: true });
  const flags = masked ? [] : ['unmasked'];
  const files = new Map<string, Buffer>();
  files.set('calcium.json', Buffer.from(JSON.stringify(calcium(masked, flags))));
  if (copyVolumes) {
    files.set('volume.nii.gz', gzipSync(nifti(hu(), 4)));
    if (masked) {
      files.set('labels.nii.gz', gzipSync(nifti(labels(), 2)));
    }
  }
  for (const [name, bytes] of files) {
    const written = name === damaged ? gzipSync(nifti(labels().fill(1), 2)) : bytes;
    writeFileSync(join(folder, name), written);
  }
  writeJson(join(folder, 'study.json'), {
    format: 'radloom-study/1',
    study,
    op: 'agatston',
    options: {
      connectivity: 4,
      thresholdHu,
      minAreaMm2: 1,
      minVoxels: 1,
      massCalibrationMgPerMm3Hu: null,
    },
    backend: 'cpu',
    device: '2 cores',
    units: {},
    space: { shape: SHAPE, spacingMm: [0.5, 0.5, 3] },
    flags,
    summary: {},
    computedAt: '2026-01-02T03:04:05Z',
    files: [...files].map(([path, bytes]) => ({
      path,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
    })),
  });
}

function calcium(masked: boolean, flags: readonly string[]): unknown {
  const none = { agatston: 0, volumeMm3: 0, massMg: null, lesions: 0, voxels: 0 };
  const one = (agatston: number) => ({
    agatston,
    volumeMm3: 15,
    massMg: null,
    lesions: 1,
    voxels: 20,
  });
  const all = { agatston: 30, volumeMm3: 30, massMg: null, lesions: 2, voxels: 40 };
  const lesion = (
    slice: number,
    artery: string,
    peakHu: number,
    weight: number,
    box: number[],
  ) => ({
    slice,
    artery: masked ? artery : null,
    voxels: 20,
    areaMm2: 5,
    peakHu,
    weight,
    agatston: 5 * weight,
    box,
  });
  return {
    total: 30,
    arteries: {
      LM: none,
      LAD: masked ? one(10) : none,
      LCX: none,
      RCA: masked ? one(20) : none,
      ALL: all,
    },
    category: masked ? '11-100' : null,
    cacDrs: masked ? 'A1/N2' : null,
    flags,
    lesions: [
      lesion(2, 'LAD', 250, 2, [6, 20, 10, 23]),
      lesion(4, 'RCA', 450, 4, [28, 22, 31, 26]),
    ],
  };
}

function hu(): Int16Array {
  const voxels = new Int16Array(SHAPE[0] * SHAPE[1] * SHAPE[2]).fill(-20);
  forEachBlockVoxel((i, block) => {
    voxels[i] = block.hu;
  });
  return voxels;
}

function labels(): Uint8Array {
  const voxels = new Uint8Array(SHAPE[0] * SHAPE[1] * SHAPE[2]);
  forEachBlockVoxel((i, block) => {
    voxels[i] = block.label;
  });
  return voxels;
}

function forEachBlockVoxel(put: (index: number, block: (typeof BLOCKS)[number]) => void): void {
  for (const block of BLOCKS) {
    const [x0, y0, z] = block.from;
    for (let y = y0; y < y0 + block.size[1]; y++) {
      for (let x = x0; x < x0 + block.size[0]; x++) {
        put((z * SHAPE[1] + y) * SHAPE[0] + x, block);
      }
    }
  }
}

/** Returns a NIfTI-1 file whose axes run to the patient's right, front and head. */
function nifti(voxels: Int16Array | Uint8Array, datatype: 2 | 4): Uint8Array {
  return niftiFile({
    shape: SHAPE,
    datatype,
    pixdim: [1, 0.5, 0.5, 3, 1],
    sformCode: 1,
    srow: [0.5, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 3, 0],
    body: new Uint8Array(voxels.buffer),
  });
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value));
}
