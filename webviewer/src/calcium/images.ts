import type { Study } from '../data/formats';
import { LoadError, type LoadOptions, type Verification } from '../data/load';
import { loadVolume } from '../data/loader';
import { expectedOf } from '../data/study';
import type { Volume } from '../volume/volume';
import { isMasked, LABELS, VOLUME } from './study-files';

/** The images of a study, as far as they could be had. */
export interface StudyImages {
  readonly volume: Volume | null;
  /** Null in an unmasked study, too. */
  readonly labels: Volume | null;
  /** How each file was checked, or that it isn't used. */
  readonly files: readonly { readonly file: string; readonly state: Verification | string }[];
  /** What could not be used and why, each with its file's name. */
  readonly problems: readonly unknown[];
}

/**
 * Loads the volume and, in a masked study, the labels. One that fails leaves the other.
 *
 * @throws AbortError when cancelled
 */
export async function loadImages(
  study: Study,
  folder: URL,
  options: LoadOptions,
): Promise<StudyImages> {
  const paths = isMasked(study) ? [VOLUME, LABELS] : [VOLUME];
  const settled = await Promise.allSettled(
    paths.map((path) => loadVolume(new URL(path, folder), expectedOf(study, path), options)),
  );
  options.signal.throwIfAborted();
  const loaded = settled.map((result) => (result.status === 'fulfilled' ? result.value : null));
  const problems = settled.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  const files = paths.map((file, i) => ({
    file,
    state: loaded[i]?.verification ?? 'could not be used',
  }));
  const volume = loaded[0]?.volume ?? null;
  const labels = loaded[1]?.volume ?? null;
  const mismatch = volume && labels && mismatchOf(volume, labels);
  return mismatch
    ? { volume, labels: null, files, problems: [...problems, mismatch] }
    : { volume, labels, files, problems };
}

/** Returns why labels don't belong to the volume, or null if they do. */
function mismatchOf(volume: Volume, labels: Volume): LoadError | null {
  const [one, other] = [volume.grid.shape.join(' x '), labels.grid.shape.join(' x ')];
  if (one !== other) {
    return new LoadError(LABELS, `there must be ${one} labels, but there are ${other}`);
  }
  return labels.voxels instanceof Uint8Array && labels.slope === 1 && labels.intercept === 0
    ? null
    : new LoadError(LABELS, 'labels must be whole numbers of 8 bits');
}
