import { gzipSync } from 'node:zlib';
import { json, sha256 } from './dataset-serve';

export const WIDTH = 60;
export const HEIGHT = 80;

/** A tissue value that no window of the tests clips: 1000 of 0 to 2000. */
const TISSUE = 1000;
const WALL = 2000;

export interface StudyOptions {
  readonly summaryBiRads?: number;
  readonly missing?: string;
  readonly scores?: readonly number[];
}

/**
 * Builds the study `MG`: R and L, CC and MLO, 60 x 80 pixels. The ten columns with the lowest x, the
 * chest wall, are white in a window of 0 to 2000; the rest is gray. R images are mirrored.
 */
export function tinyMammography(options: StudyOptions = {}): Map<string, Buffer> {
  const { scores = [0.8, 0.5], missing, summaryBiRads = 4 } = options;
  const names = ['r-cc', 'l-cc', 'r-mlo', 'l-mlo'];
  const contents = new Map<string, Buffer>();
  for (const name of names) {
    contents.set(`${name}.nii.gz`, gzipSync(nifti(WIDTH, HEIGHT, 'uint16', picture())));
  }
  contents.set('r-cc_heat.nii.gz', gzipSync(nifti(2, 1, 'float32', [1, 0])));
  const images = names.map((name, i) => ({
    file: `${name}.nii.gz`,
    laterality: name.startsWith('r') ? 'R' : 'L',
    view: name.endsWith('cc') ? 'CC' : 'MLO',
    flipHorizontal: name.startsWith('r'),
    window: { center: 1000, width: 2000 },
    heatmap: i === 0 ? 'r-cc_heat.nii.gz' : null,
    lesions:
      i < scores.length
        ? [
            {
              category: i === 0 ? 'mass' : 'calcification',
              bbox: [40, 20, 10, 12],
              score: scores[i],
            },
          ]
        : [],
  }));
  const summary = { biRads: summaryBiRads, lesions: scores.length };
  const flags = ['made_up_findings'];
  const study = {
    format: 'radloom-study/1',
    study: 'MG',
    op: 'mammography',
    options: {},
    backend: 'phantom',
    units: {},
    flags,
    summary,
    computedAt: '2026-01-01T00:00:00Z',
    model: { name: 'tiny-net', version: '3' },
    images,
    hanging: [
      [0, 1],
      [2, 3],
    ],
    files: [...contents].map(([path, bytes]) => ({
      path,
      sha256: sha256(bytes),
      bytes: bytes.length,
    })),
  };
  if (missing) contents.delete(missing);
  const entry = {
    study: 'MG',
    op: 'mammography',
    folder: 'studies/MG',
    status: 'finished',
    flags,
    summary,
    computedAt: '2026-01-01T00:00:00Z',
  };
  const worklist = {
    format: 'radloom-worklist/1',
    studies: [entry],
    rejected: [],
    failed: [],
    counts: { read: 1, finished: 1 },
  };
  const served = new Map<string, Buffer>([
    ['catalog.json', json({ format: 'radloom-catalog/1', worklists: ['mg/'], datasets: [] })],
    ['mg/index.json', json(worklist)],
    ['mg/studies/MG/study.json', json(study)],
  ]);
  for (const [path, bytes] of contents) served.set(`mg/studies/MG/${path}`, bytes);
  return served;
}

function picture(): number[] {
  return Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i % WIDTH < 10 ? WALL : TISSUE));
}

/** A NIfTI-1 file of one slice, pixels of 1 mm, no orientation (nifti1.h). */
function nifti(
  width: number,
  height: number,
  type: 'uint16' | 'float32',
  values: readonly number[],
): Buffer {
  const bytesPerValue = type === 'uint16' ? 2 : 4;
  const file = Buffer.alloc(352 + values.length * bytesPerValue);
  file.writeInt32LE(348, 0);
  // dim[0..7] at 40, datatype at 70, bitpix at 72, pixdim at 76, vox_offset at 108, slope at 112.
  for (const [i, size] of [3, width, height, 1, 1, 1, 1, 1].entries()) {
    file.writeInt16LE(size, 40 + 2 * i);
  }
  file.writeInt16LE(type === 'uint16' ? 512 : 16, 70);
  file.writeInt16LE(8 * bytesPerValue, 72);
  for (let i = 0; i < 8; i++) file.writeFloatLE(1, 76 + 4 * i);
  file.writeFloatLE(352, 108);
  file.writeFloatLE(1, 112);
  file.writeUInt8(2, 123);
  file.write('n+1\0', 344, 'latin1');
  values.forEach((value, i) => {
    if (type === 'uint16') file.writeUInt16LE(value, 352 + 2 * i);
    else file.writeFloatLE(value, 352 + 4 * i);
  });
  return file;
}
