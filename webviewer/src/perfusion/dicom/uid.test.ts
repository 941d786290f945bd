import { expect, test } from 'vitest';
import { newUid } from './uid';

test('writes the bytes of a version 4 UUID as one decimal number', () => {
  // 00000000-0000-4000-8000-000000000000 = 0x4000 * 2^64 + 2^63
  expect(newUid(new Uint8Array(16))).toBe(`2.25.${0x4000n * 2n ** 64n + 2n ** 63n}`);
});

test('stays within 64 characters', () => {
  // 5 + the 39 digits of nearly 2^128
  expect(newUid(new Uint8Array(16).fill(255))).toHaveLength(44);
});

test('gives no identifier twice', () => {
  expect(new Set(Array.from({ length: 100 }, () => newUid())).size).toBe(100);
});

test('refuses too few random bytes', () => {
  expect(() => newUid(new Uint8Array(8))).toThrow('random must be 16 bytes, but was: 8');
});
