import type { DetectionImage, DetectionStudy } from '../data/formats';
import type { LoadOptions } from '../data/load';
import { LoadError } from '../data/load';
import { loadVolume } from '../data/loader';
import { fileUnder } from '../data/paths';
import { expectedOf } from '../data/study';
import type { Field } from '../render/scene';
import type { Grid } from '../volume/grid';
import type { Volume } from '../volume/volume';

/** An image of the study as far as it is here. */
export type ImageState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'loaded'; readonly loaded: LoadedImage };

export interface LoadedImage {
  readonly grid: Grid;
  readonly field: Field;
  /** The model's heat map, stretched over the image; null where there is none. */
  readonly heat: Field | null;
  /** Lowest and highest value. */
  readonly range: readonly [number, number];
  readonly bytes: number;
}

/** Loads an image and its heat map. What is wrong with the heat map alone goes to `onProblem`. */
export async function loadImage(
  study: DetectionStudy,
  image: DetectionImage,
  folder: URL,
  options: LoadOptions,
  onProblem: (problem: unknown) => void,
): Promise<LoadedImage> {
  const load = async (path: string): Promise<Volume> => {
    const url = fileUnder(folder, path);
    if (!url) throw new LoadError(path, 'the path leads out of the study');
    const { volume } = await loadVolume(url, expectedOf(study, path), options);
    const { grid, frames } = volume;
    if (grid.shape[2] !== 1 || frames !== 1) {
      throw new LoadError(path, `must be one slice, but is ${grid.shape.join(' x ')} x ${frames}`);
    }
    return volume;
  };
  const picture = await load(image.file);
  let heat: Volume | null = null;
  if (image.heatmap !== null) {
    try {
      heat = await load(image.heatmap);
    } catch (problem) {
      options.signal.throwIfAborted();
      onProblem(problem);
    }
  }
  return {
    grid: picture.grid,
    field: fieldOf(picture),
    heat: heat && fieldOf(heat),
    range: rangeOf(picture),
    bytes: picture.voxels.byteLength + (heat?.voxels.byteLength ?? 0),
  };
}

function fieldOf({ id, grid, voxels, slope, intercept }: Volume): Field {
  return { key: id, revision: 0, changed: null, shape: grid.shape, voxels, slope, intercept };
}

function rangeOf({ voxels, slope, intercept }: Volume): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < voxels.length; i++) {
    const stored = voxels[i] as number;
    if (stored < low) low = stored;
    if (stored > high) high = stored;
  }
  const ends = [low * slope + intercept, high * slope + intercept] as const;
  return ends[0] <= ends[1] ? ends : [ends[1], ends[0]];
}
