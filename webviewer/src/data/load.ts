import type { Volume } from '../volume/volume';

/** How far a file has come. `totalBytes` is null where the server does not say. */
export interface Progress {
  readonly file: string;
  readonly loadedBytes: number;
  readonly totalBytes: number | null;
}

export interface LoadOptions {
  readonly signal: AbortSignal;
  onProgress?(progress: Progress): void;
}

/** What the job said of a file; what is loaded is held against it. */
export interface Expected {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Whether the bytes were held against the job's SHA-256. A server that unpacks .gz files by itself
 * leaves nothing to compare.
 */
export type Verification = 'verified' | 'unpacked-by-server' | 'no-hash';

export interface LoadedVolume {
  readonly volume: Volume;
  readonly verification: Verification;
}

/** A file that could not be used: which one, and why in words for the user. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
  constructor(
    readonly file: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${reason}`, options);
  }
}

/** A file that is not there: the server said so, or sent a web page in its place. */
export class MissingFileError extends LoadError {}

/** A small file: text or JSON. */
export interface TextOptions extends LoadOptions {
  /** Default 64 MiB. */
  readonly maxBytes?: number;
  /** Default: whatever comes is taken. */
  readonly expected?: Expected | null;
}

/** A volume. */
export interface VolumeOptions extends LoadOptions {
  /** What its voxels may take in memory, bytes. Default MEMORY_BUDGET_BYTES. */
  readonly budgetBytes?: number;
}
