import { expect, test } from 'vitest';
import { createSha256 } from './sha256';

// FIPS 180-4's examples: "abc", and the 56 letters whose padding needs a second block.
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const LETTERS = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq';
const OF_LETTERS = '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1';
const OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

test.each([
  ["the browser's own", globalThis.crypto.subtle],
  ['pieces', undefined],
])('hashes by %s', async (_how, native) => {
  const hashOf = (text: string, pieceBytes: number): Promise<string> => {
    const bytes = new TextEncoder().encode(text);
    const hash = createSha256(bytes.length, native);
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      hash.update(bytes.subarray(at, at + pieceBytes));
    }
    return hash.digest();
  };
  expect(await hashOf('', 1)).toBe(OF_NOTHING);
  expect(await hashOf('abc', 2)).toBe(ABC);
  expect(await hashOf(LETTERS, 7)).toBe(OF_LETTERS);
});

test('keeps no large file: what a file claims to be long is not allocated', async () => {
  const hash = createSha256(2 ** 50);
  hash.update(new TextEncoder().encode('abc'));
  expect(await hash.digest()).toBe(ABC);
});
