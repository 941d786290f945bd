/** Bytes of a file that need not all be here. */
export interface ByteSource {
  readonly size: number;
  /** Returns `length` bytes from `offset` on; rejects if the file is shorter. */
  read(offset: number, length: number, signal: AbortSignal): Promise<Uint8Array>;
}

/** Fetches bytes [offset, offset + length) of a file. */
export type FetchRange = (
  offset: number,
  length: number,
  signal: AbortSignal,
) => Promise<Uint8Array>;

const BLOCK_BYTES = 512 * 1024;
const KEPT_BLOCKS = 32;

/** Returns a source of bytes that are all here. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    async read(offset, length) {
      requireInside(offset, length, bytes.length);
      return bytes.subarray(offset, offset + length);
    },
  };
}

/**
 * Returns a source that fetches a file in blocks of 512 KiB and keeps the 32 last used (16 MiB).
 * What is longer than a block is fetched in one go and not kept.
 */
export function blockSource(size: number, fetchRange: FetchRange): ByteSource {
  // A Map keeps the order in which blocks were put: the first is the one used longest ago.
  const blocks = new Map<number, Uint8Array>();

  async function block(index: number, signal: AbortSignal): Promise<Uint8Array> {
    const offset = index * BLOCK_BYTES;
    const length = Math.min(BLOCK_BYTES, size - offset);
    const bytes = blocks.get(index) ?? (await fetchExactly(offset, length, signal));
    blocks.delete(index);
    blocks.set(index, bytes);
    const oldest = blocks.keys().next();
    if (blocks.size > KEPT_BLOCKS && !oldest.done) blocks.delete(oldest.value);
    return bytes;
  }

  async function fetchExactly(offset: number, length: number, signal: AbortSignal) {
    const bytes = await fetchRange(offset, length, signal);
    if (bytes.length !== length) {
      throw new Error(`the server sent ${bytes.length} bytes for a range of ${length}`);
    }
    return bytes;
  }

  return {
    size,
    async read(offset, length, signal) {
      requireInside(offset, length, size);
      if (length > BLOCK_BYTES) return fetchExactly(offset, length, signal);
      const result = new Uint8Array(length);
      for (let done = 0; done < length; ) {
        const index = Math.floor((offset + done) / BLOCK_BYTES);
        const bytes = await block(index, signal);
        const from = offset + done - index * BLOCK_BYTES;
        const part = bytes.subarray(from, from + length - done);
        result.set(part, done);
        done += part.length;
      }
      return result;
    },
  };
}

function requireInside(offset: number, length: number, size: number): void {
  if (offset + length > size) {
    throw new Error(
      `the file ends at byte ${size}, inside a record that ends at ${offset + length}`,
    );
  }
}
