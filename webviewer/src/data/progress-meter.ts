import type { Progress } from './load';

/** A listener must not be called more often than this, or it costs more than the load. */
const EVENT_EVERY_MS = 50;

/** Counts bytes and tells of them now and then. */
export interface ProgressMeter {
  add(bytes: number): void;
  /** Tells the last count. */
  end(): void;
}

/** Makes one that has told of the start. */
export function createProgressMeter(
  file: string,
  totalBytes: number | null,
  onProgress: ((progress: Progress) => void) | undefined,
  now: () => number = () => performance.now(),
): ProgressMeter {
  let loadedBytes = 0;
  let toldMs = now();
  const tell = (): void => {
    toldMs = now();
    // What a server unpacks on its way is longer than it said.
    const known = totalBytes !== null && loadedBytes <= totalBytes;
    onProgress?.({ file, loadedBytes, totalBytes: known ? totalBytes : null });
  };
  tell();
  return {
    add(bytes) {
      loadedBytes += bytes;
      if (now() - toldMs >= EVENT_EVERY_MS) tell();
    },
    end: tell,
  };
}
