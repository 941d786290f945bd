import type { LoadedVolume, LoadOptions } from '../data/load';
import { loadVolume } from '../data/loader';
import type { Volume } from '../volume/volume';
import { type CalciumStudy, expectedOf, isMasked, LABELS, VOLUME } from './study-files';

/** The images of a study, as far as they could be had. */
export interface StudyImages {
  readonly volume: LoadedVolume | null;
  /** Null in an unmasked study, too. */
  readonly labels: LoadedVolume | null;
  /** What could not be used, each with its file's name. */
  readonly problems: readonly unknown[];
}

/**
 * Loads the volume and, in a masked study, the labels. One that fails leaves the other.
 *
 * @throws AbortError when cancelled
 */
export async function loadImages(
  study: CalciumStudy,
  folder: URL,
  options: LoadOptions,
): Promise<StudyImages> {
  const load = (path: string) =>
    loadVolume(new URL(path, folder), expectedOf(study, path), options);
  const [volume, labels] = await Promise.allSettled([
    load(VOLUME),
    isMasked(study) ? load(LABELS) : null,
  ]);
  options.signal.throwIfAborted();
  const problems = [volume, labels].flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  const loaded = {
    volume: volume.status === 'fulfilled' ? volume.value : null,
    labels: labels.status === 'fulfilled' ? labels.value : null,
  };
  const mismatch = loaded.volume && loaded.labels && mismatchOf(loaded.volume.volume, loaded.labels.volume);
  return mismatch
    ? { ...loaded, labels: null, problems: [...problems, mismatch] }
    : { ...loaded, problems };
}

/** Returns why labels don't belong to the volume, or null if they do. */
function mismatchOf(volume: Volume, labels: Volume): Error | null {
  const [one, other] = [volume.grid.shape.join(' x '), labels.grid.shape.join(' x ')];
  if (one !== other) {
    return new Error(`${LABELS}: there must be ${one} labels, but there are ${other}`);
  }
  return labels.voxels instanceof Uint8Array && labels.slope === 1 && labels.intercept === 0
    ? null
    : new Error(`${LABELS}: labels must be whole numbers of 8 bits`);
}
