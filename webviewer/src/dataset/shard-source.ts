import { LoadError, type LoadOptions } from '../data/load';
import type { ManifestFile } from '../data/manifest';
import { type ByteSource, blockSource, memorySource } from './byte-source';
import { HEADER_BYTES, isHeader } from './tf-record';
import { request } from './version-files';

/** Most bytes of a shard that has to be held as a whole, before and after unpacking. */
const MAX_WHOLE_BYTES = 512 * 1024 * 1024;

/**
 * Opens a TFRecord file on a server. Of a plain file only the blocks that are read are fetched; a
 * gzipped one, or any where the server sends no ranges, is fetched and held as a whole.
 *
 * Rejects with LoadError if it cannot be fetched or is too large to be held.
 */
export async function openShardSource(
  url: URL,
  file: ManifestFile,
  options: LoadOptions,
): Promise<ByteSource> {
  if (file.bytes === 0) return memorySource(new Uint8Array(0));
  const first = await request(url, file.path, {
    signal: options.signal,
    headers: { Range: `bytes=0-${HEADER_BYTES - 1}` },
  });
  if (first.status === 200) return memorySource(await unpacked(await whole(first, file, options)));
  const header = await partOf(first, file.path);
  if (isGzip(header) && !isHeader(header)) {
    const response = await request(url, file.path, { signal: options.signal });
    return memorySource(await unpacked(await whole(response, file, options)));
  }
  return blockSource(file.bytes, async (offset, length, signal) => {
    const headers = { Range: `bytes=${offset}-${offset + length - 1}` };
    return partOf(await request(url, file.path, { signal, headers }), file.path);
  });

  async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    if (!isGzip(bytes) || isHeader(bytes.subarray(0, HEADER_BYTES))) return bytes;
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return gather(stream, file.path, () => {});
  }
}

async function partOf(response: Response, path: string): Promise<Uint8Array> {
  if (response.status !== 206) {
    throw new LoadError(path, `the server answered ${response.status} to a request for a range`);
  }
  return new Uint8Array(await response.arrayBuffer());
}

function whole(response: Response, file: ManifestFile, options: LoadOptions) {
  if (!response.ok || !response.body) {
    throw new LoadError(file.path, `the server answered ${response.status}`);
  }
  return gather(response.body, file.path, (loadedBytes) =>
    options.onProgress?.({ file: file.path, loadedBytes, totalBytes: file.bytes }),
  );
}

async function gather(
  stream: ReadableStream<Uint8Array>,
  path: string,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
      throw new LoadError(path, 'it is cut off or not gzip', { cause });
    });
    if (done) break;
    pieces.push(value);
    length += value.length;
    onBytes(length);
    if (length > MAX_WHOLE_BYTES) {
      await reader.cancel();
      throw new LoadError(path, `it is over ${MAX_WHOLE_BYTES} bytes and cannot be read in parts`);
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

/** Whether the bytes start as a gzip member (RFC 1952 section 2.3.1); a length may, too. */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
