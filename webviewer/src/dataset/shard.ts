import type { ByteSource } from './byte-source';
import { FOOTER_BYTES, HEADER_BYTES, recordData, recordLength } from './tf-record';

/** Reads single records of a TFRecord file, from the front as far as they are asked for. */
export interface Shard {
  /** Returns the data of a record, counted from 0, or null after the last one. */
  record(index: number, signal: AbortSignal): Promise<Uint8Array | null>;
}

/**
 * Opens a shard. Where records lie is found by hopping from header to header, so that only the
 * blocks with headers, and the records asked for, are fetched.
 *
 * @throws Error from `record` where a checksum is wrong or the file ends inside a record
 */
export function openShard(source: ByteSource): Shard {
  /** Offset of each record found so far, and at the end where the next one begins. */
  const offsets = [0];

  async function lengthAt(offset: number, signal: AbortSignal): Promise<number> {
    return recordLength(await source.read(offset, HEADER_BYTES, signal));
  }

  return {
    async record(index, signal) {
      for (let last = offsets.length - 1; last < index; last = offsets.length - 1) {
        const offset = offsets[last] as number;
        if (offset >= source.size) return null;
        const length = await lengthAt(offset, signal);
        // Another call may have hopped while this one waited.
        offsets[last + 1] = offset + HEADER_BYTES + length + FOOTER_BYTES;
      }
      const offset = offsets[index] as number;
      if (offset >= source.size) return null;
      const length = await lengthAt(offset, signal);
      return recordData(await source.read(offset + HEADER_BYTES, length + FOOTER_BYTES, signal));
    },
  };
}
