import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Takes bytes piece by piece and names them. */
export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** Returns the SHA-256 in lower-case hexadecimal. */
  digest(): Promise<string>;
}

/** Up to this size a file is kept until it is whole, for the browser's own code: 64 MiB. */
const MOST_KEPT_BYTES = 64 * 1024 ** 2;

/**
 * Makes one for exactly so many bytes. The browser's own code is ten times as fast, but wants the whole
 * file at once, and is not there on plain http from another machine; then, and for large files, the
 * pieces are hashed as they come.
 *
 * @param native undefined where the browser offers none
 */
export function createSha256(
  totalBytes: number,
  native: SubtleCrypto | undefined = globalThis.crypto?.subtle,
): Sha256 {
  if (native && totalBytes <= MOST_KEPT_BYTES) return createNative(totalBytes, native);
  const hash = sha256.create();
  return {
    update: (bytes) => void hash.update(bytes),
    digest: async () => bytesToHex(hash.digest()),
  };
}

function createNative(totalBytes: number, native: SubtleCrypto): Sha256 {
  const kept = new Uint8Array(totalBytes);
  let length = 0;
  return {
    update(bytes) {
      kept.set(bytes, length);
      length += bytes.length;
    },
    digest: async () =>
      bytesToHex(new Uint8Array(await native.digest('SHA-256', kept.subarray(0, length)))),
  };
}
