import { formatBytes } from '../app/bytes';
import type { Volume } from '../volume/volume';
import { LoadError } from './load';
import { toMachineOrder } from './nifti-datatype';
import { HEADER_BYTES, type NiftiHeader, readHeader } from './nifti-header';

/** Deflate packs at most 258 bytes into two bits, so nothing unpacks to more than this many times. */
export const MOST_DEFLATE_GAIN = 1032;

export interface NiftiLimits {
  /** What the voxels may take in memory, bytes. */
  readonly budgetBytes: number;
  /** The most bytes that the unpacked file can have, or Infinity where nobody knows. */
  readonly mostBytes: number;
}

/** A volume without a name. */
export type NiftiVolume = Omit<Volume, 'id'>;

/**
 * Takes an unpacked NIfTI-1 file piece by piece. The header is checked, and held against the limits,
 * as soon as it is whole; then the voxels go straight into the one array that comes out.
 */
export interface NiftiSink {
  /** @throws LoadError as soon as the bytes can't be those of a volume */
  write(bytes: Uint8Array): void;
  /** @throws LoadError if voxels are missing */
  end(): NiftiVolume;
}

/** @param file for messages */
export function createNiftiSink(file: string, limits: NiftiLimits): NiftiSink {
  const head = new Uint8Array(HEADER_BYTES);
  let body: { header: NiftiHeader; voxels: Uint8Array<ArrayBuffer>; end: number } | null = null;
  let position = 0;

  const write = (bytes: Uint8Array): void => {
    let rest = bytes;
    if (!body) {
      const taken = Math.min(rest.length, HEADER_BYTES - position);
      head.set(rest.subarray(0, taken), position);
      position += taken;
      rest = rest.subarray(taken);
      if (position < HEADER_BYTES) return;
      const header = readHeader(head, file);
      const voxels = allocate(header, file, limits);
      body = { header, voxels, end: header.firstVoxel + voxels.length };
    }
    const { header, voxels, end } = body;
    if (position + rest.length > end) {
      throw new LoadError(
        file,
        'must end with the last voxel that its header promises, but goes on',
      );
    }
    const extension = Math.max(0, header.firstVoxel - position);
    if (extension < rest.length) {
      voxels.set(rest.subarray(extension), position + extension - header.firstVoxel);
    }
    position += rest.length;
  };

  const end = (): NiftiVolume => {
    if (!body) {
      // Says what is wrong with what there is.
      readHeader(head.subarray(0, position), file);
      throw new LoadError(file, 'ends in its header');
    }
    const { header, voxels } = body;
    if (position < body.end) {
      throw new LoadError(
        file,
        `is cut off: its header promises ${body.end} bytes, but it ends after ${position}`,
      );
    }
    toMachineOrder(voxels.buffer, header.datatype.bytes, header.littleEndian);
    return {
      grid: header.grid,
      frames: header.frames,
      voxels: header.datatype.view(voxels.buffer),
      slope: header.slope,
      intercept: header.intercept,
    };
  };

  return { write, end };
}

function allocate(header: NiftiHeader, file: string, limits: NiftiLimits): Uint8Array<ArrayBuffer> {
  const { datatype, frames, grid } = header;
  const counts = frames > 1 ? [...grid.shape, frames] : grid.shape;
  // Up to 2^63: the double is near enough to be refused.
  const bytes = counts.reduce((product, count) => product * count, datatype.bytes);
  const size = `${counts.join(' x ')} voxels of ${datatype.bytes} bytes need ${formatBytes(bytes)}`;
  if (bytes > limits.budgetBytes) {
    throw new LoadError(
      file,
      `is too large: ${size} of memory, but the limit is ${formatBytes(limits.budgetBytes)}`,
    );
  }
  if (header.firstVoxel + bytes > limits.mostBytes) {
    throw new LoadError(
      file,
      `is cut off: ${size}, but the file holds at most ${formatBytes(limits.mostBytes)}`,
    );
  }
  try {
    return new Uint8Array(new ArrayBuffer(bytes));
  } catch (cause) {
    throw new LoadError(file, `is too large: ${size}, which the browser does not have`, { cause });
  }
}
