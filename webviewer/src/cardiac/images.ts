import type { CardiacPhase, CardiacStudy } from '../data/formats';
import { LoadError, type LoadOptions, type Verification } from '../data/load';
import { loadBytes, loadVolume } from '../data/loader';
import { fileUnder } from '../data/paths';
import { expectedOf } from '../data/study';
import { isSameShape } from '../volume/geometry';
import type { Grid } from '../volume/grid';
import type { Volume } from '../volume/volume';

/** A phase of a heart as far as its files could be used. */
export interface PhaseImages {
  readonly phase: CardiacPhase;
  /** The CT, HU: all of it, or the one slice of the picture; null where neither could be read. */
  readonly ct: Volume | null;
  /** Whether `ct` is the picture, which is slice `phase.slice` of the volume. */
  readonly isPicture: boolean;
  readonly mask: Volume | null;
  /** How each file that was read compared with the job's SHA-256, by name. */
  readonly verifications: ReadonlyMap<string, Verification>;
}

/** What the job's pictures show, HU: black and white. */
const BLACK_HU = -150;
const WHITE_HU = 550;

const MOST_PICTURE_PIXELS = 2 ** 26;

/**
 * Loads what there is of a phase. Rejects only when cancelled.
 *
 * @param failed gets what went wrong with each file
 */
export async function loadPhase(
  study: CardiacStudy,
  phase: CardiacPhase,
  folder: URL,
  options: LoadOptions,
  failed: (problem: unknown) => void,
): Promise<PhaseImages> {
  const verifications = new Map<string, Verification>();
  const attempt = async <T>(load: () => Promise<T>): Promise<T | null> => {
    try {
      return await load();
    } catch (problem) {
      options.signal.throwIfAborted();
      failed(problem);
      return null;
    }
  };
  const volumeOf = async (path: string): Promise<Volume> => {
    const expected = expectedOf(study, path);
    const { volume, verification } = await loadVolume(urlOf(folder, path), expected, options);
    verifications.set(path, verification);
    if (volume.frames !== 1) {
      throw new LoadError(path, `must be one frame, but has: ${volume.frames}`);
    }
    return volume;
  };

  const path = phase.volume;
  const volume = path === undefined ? null : await attempt(() => volumeOf(path));
  const mask = await attempt(async () => {
    const labels = await volumeOf(phase.mask);
    if (volume) checkShape(labels.grid, volume.grid.shape, phase.mask);
    return labels;
  });
  const picture = volume ? null : await attempt(() => pictureOf(study, phase, folder, options));
  const there = picture && verificationOf(study, phase.picture);
  if (there) verifications.set(phase.picture, there);
  if (!picture) return { phase, ct: volume, isPicture: false, mask, verifications };
  const fitting = mask && (await attempt(async () => ofPicture(mask, picture, phase)));
  const grid = fitting ? { ...picture.grid, ...placeOf(fitting.grid) } : picture.grid;
  return { phase, ct: { ...picture, grid }, isPicture: true, mask: fitting, verifications };
}

/** Where a slice of a volume lies, apart from how far along: enough for letters and distances. */
function placeOf({ affine, spacingMm, oriented }: Grid): Partial<Grid> {
  return { affine, spacingMm, ...(oriented === undefined ? {} : { oriented }) };
}

/** Returns the mask if the picture is one of its slices. */
function ofPicture(mask: Volume, { grid }: Volume, { slice, mask: file }: CardiacPhase): Volume {
  const [, , slices] = mask.grid.shape;
  checkShape(mask.grid, [grid.shape[0], grid.shape[1], slices], file);
  if (slice >= slices) {
    throw new LoadError(file, `must have a slice ${slice}, but has: ${slices}`);
  }
  return mask;
}

function checkShape(own: Grid, shape: Grid['shape'], file: string): void {
  if (!isSameShape(own, { ...own, shape })) {
    const [is, must] = [own.shape.join(' x '), shape.join(' x ')];
    throw new LoadError(file, `must have the shape of its CT, ${must}, but has: ${is}`);
  }
}

/** Returns the picture as a volume of one slice, in HU as far as 8 bits tell. */
async function pictureOf(
  study: CardiacStudy,
  { picture }: CardiacPhase,
  folder: URL,
  options: LoadOptions,
): Promise<Volume> {
  const url = urlOf(folder, picture);
  const bytes = await loadBytes(url, { ...options, expected: expectedOf(study, picture) });
  const { width, height, data } = await pixelsOf(bytes, picture);
  const voxels = new Uint8Array(width * height);
  for (let i = 0; i < voxels.length; i++) voxels[i] = data[4 * i] as number;
  return {
    id: `${url.href}#picture`,
    grid: {
      shape: [width, height, 1],
      spacingMm: [1, 1, 1],
      affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
      oriented: false,
    },
    frames: 1,
    voxels,
    slope: (WHITE_HU - BLACK_HU) / 255,
    intercept: BLACK_HU,
  };
}

async function pixelsOf(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<ImageData> {
  const bitmap = await createImageBitmap(new Blob([bytes]), { colorSpaceConversion: 'none' }).catch(
    (cause: unknown) => {
      throw new LoadError(file, 'the browser cannot unpack the picture', { cause });
    },
  );
  try {
    const { width, height } = bitmap;
    if (width * height > MOST_PICTURE_PIXELS) {
      throw new LoadError(file, `must have <= ${MOST_PICTURE_PIXELS} pixels`);
    }
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) throw new LoadError(file, 'the browser gives no canvas to unpack it on');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height);
  } finally {
    bitmap.close();
  }
}

function verificationOf(study: CardiacStudy, path: string): Verification {
  return expectedOf(study, path) ? 'verified' : 'no-hash';
}

function urlOf(folder: URL, path: string): URL {
  const url = fileUnder(folder, path);
  if (!url) throw new LoadError('study.json', 'a path leads out of the study');
  return url;
}
