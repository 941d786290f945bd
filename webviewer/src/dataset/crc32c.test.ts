import { expect, test } from 'vitest';
import { crc32c, maskedCrc32c } from './crc32c';

// RFC 3720 appendix B.4, whose CRCs are written as bytes in order: aa 36 91 8a is 0x8a9136aa.
test.each([
  ['32 zeros', new Uint8Array(32), 0x8a9136aa],
  ['32 bytes of ff', new Uint8Array(32).fill(0xff), 0x62a8ab43],
  ['32 rising bytes', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
  ['32 falling bytes', Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
])('gives the checksum of RFC 3720 for %s', (_name, bytes, crc) => {
  expect(crc32c(bytes)).toBe(crc);
});

test('gives 0 for no bytes', () => {
  expect(crc32c(new Uint8Array(0))).toBe(0);
});

test('masks by rotating 15 bits and adding', () => {
  // 0x8a9136aa = 1000 1010 1001 0001 0|011 0110 1010 1010: the low 15 bits go in front, which gives
  // 0x6d551522; plus 0xa282ead8 is 0x10fd7fffa, of which 32 bits stay.
  expect(maskedCrc32c(new Uint8Array(32))).toBe(0x0fd7fffa);
});
