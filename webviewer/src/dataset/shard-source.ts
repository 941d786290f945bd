import { gunzip, isGzip } from '../data/gunzip';
import { LoadError, type LoadOptions } from '../data/load';
import { loadBytes, loadRange } from '../data/loader';
import type { ManifestFile } from '../data/manifest';
import { type ByteSource, blockSource, memorySource } from './byte-source';
import { HEADER_BYTES, isHeader } from './tf-record';

/** Most bytes of a shard that has to be held as a whole, before and after unpacking. */
const MAX_WHOLE_BYTES = 512 * 1024 * 1024;

/**
 * Opens a TFRecord file on a server. Of a plain file only the blocks that are read are fetched; a
 * gzipped one, or any where the server sends no ranges, is fetched and held as a whole.
 *
 * Rejects with LoadError if it cannot be fetched, is not what the manifest says, or is too large to
 * be held.
 */
export async function openShardSource(
  url: URL,
  file: ManifestFile,
  options: LoadOptions,
): Promise<ByteSource> {
  if (file.bytes === 0) return memorySource(new Uint8Array(0));
  const { signal } = options;
  const first = await loadRange(url, 0, Math.min(HEADER_BYTES, file.bytes), { signal });
  if (first && (isHeader(first) || !isGzip(first))) {
    return blockSource(file.bytes, async (offset, length, signal) => {
      const bytes = await loadRange(url, offset, offset + length, { signal });
      if (!bytes) throw new LoadError(file.path, 'the server no longer sends ranges of it');
      return bytes;
    });
  }
  const limits = { expected: file, maxBytes: MAX_WHOLE_BYTES };
  const whole = await loadBytes(url, { ...options, ...limits });
  // The length of a first record may look like gzip, but not with the right checksum behind it.
  return memorySource(isHeader(whole) || !isGzip(whole) ? whole : await unpack(whole, file.path));
}

async function unpack(packed: Uint8Array, path: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of gunzip(inOnePiece(packed), path)) {
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_WHOLE_BYTES) {
      throw new LoadError(path, `unpacks to more than ${MAX_WHOLE_BYTES} bytes`);
    }
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}
