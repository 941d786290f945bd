import { type Expected, LoadError } from './load';
import { createSha256 } from './sha256';

/**
 * Passes pieces on, and throws a LoadError as soon as they can't be the file that the job wrote: too
 * many bytes, at the end too few, or another SHA-256.
 */
export async function* checkedPieces(
  pieces: AsyncIterable<Uint8Array>,
  expected: Expected,
  file: string,
): AsyncGenerator<Uint8Array, void> {
  const hash = createSha256(expected.bytes);
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > expected.bytes) {
      throw new LoadError(file, `is longer than the ${expected.bytes} bytes that the job wrote`);
    }
    hash.update(piece);
    yield piece;
  }
  if (bytes < expected.bytes) {
    throw new LoadError(
      file,
      `is cut off: it has ${bytes} bytes, but the job wrote ${expected.bytes}`,
    );
  }
  const found = await hash.digest();
  if (found !== expected.sha256.toLowerCase()) {
    throw new LoadError(
      file,
      `is not what the job wrote: its SHA-256 must be ${expected.sha256}, but is ${found}`,
    );
  }
}
