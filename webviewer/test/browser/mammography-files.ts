import { gzipSync } from 'node:zlib';
import { oneStudy } from './one-study';

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

const MODEL = { name: 'tiny-net', version: '3', intendedUse: 'tests of the viewer' };

/**
 * Builds the study `MG`: R and L, CC and MLO, 60 x 80 pixels. The ten columns with the lowest x, the
 * chest wall, are white in a window of 0 to 2000; the rest is gray. R images are mirrored.
 */
export function tinyMammography(options: StudyOptions = {}): Map<string, Buffer> {
  const { scores = [0.8, 0.5], missing, summaryBiRads = 4 } = options;
  const names = ['r-cc', 'l-cc', 'r-mlo', 'l-mlo'];
  const images = names.map((name, i) => ({
    file: `${name}.nii.gz`,
    laterality: name.startsWith('r') ? 'R' : 'L',
    view: name.endsWith('cc') ? 'CC' : 'MLO',
    flipHorizontal: name.startsWith('r'),
    window: { center: 1000, width: 2000 },
    heatmap: i === 0 ? 'r-cc_heat.nii.gz' : null,
    lesions: i < scores.length ? [lesion(i === 0 ? 'mass' : 'calcification', scores[i])] : [],
  }));
  return oneStudy({
    study: 'MG',
    op: 'mammography',
    summary: { biRads: summaryBiRads, lesions: scores.length },
    details: {
      model: MODEL,
      images,
      hanging: [
        [0, 1],
        [2, 3],
      ],
    },
    contents: contentsOf(names, 'r-cc_heat.nii.gz'),
    missing: missing ? [missing] : [],
  });
}

/**
 * Builds the study `D`: as many such images as there are scores, with a lesion each, of which nobody
 * said what they show. The first has a heat map.
 */
export function tinyDetection(scores: readonly number[], summary: object): Map<string, Buffer> {
  const names = scores.map((_, i) => `image-${i}`);
  const images = names.map((name, i) => ({
    file: `${name}.nii.gz`,
    laterality: null,
    view: null,
    flipHorizontal: false,
    window: { center: 1000, width: 2000 },
    heatmap: i === 0 ? `${name}_heat.nii.gz` : null,
    lesions: [lesion('nodule', scores[i])],
  }));
  return oneStudy({
    study: 'D',
    op: 'detect',
    summary,
    details: { model: MODEL, images, hanging: [] },
    contents: contentsOf(names, 'image-0_heat.nii.gz'),
  });
}

function lesion(category: string, score: number | undefined): object {
  return { category, bbox: [40, 20, 10, 12], score };
}

function contentsOf(names: readonly string[], heat: string): Map<string, Buffer> {
  return new Map([
    ...names.map(
      (name) => [`${name}.nii.gz`, gzipSync(nifti(WIDTH, HEIGHT, 'uint16', picture()))] as const,
    ),
    [heat, gzipSync(nifti(2, 1, 'float32', [1, 0]))] as const,
  ]);
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
