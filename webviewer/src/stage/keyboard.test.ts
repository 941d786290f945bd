import { expect, test } from 'vitest';
import { actionOf, STAGE_KEYS } from './keyboard';

const PLAIN = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };

test('tells arrows apart by Shift and Alt', () => {
  expect(actionOf({ ...PLAIN, key: 'ArrowUp' })).toEqual({ kind: 'cursor', right: 0, down: -1 });
  expect(actionOf({ ...PLAIN, key: 'ArrowUp', shiftKey: true })).toEqual({
    kind: 'pan',
    right: 0,
    down: -1,
  });
  expect(actionOf({ ...PLAIN, key: 'ArrowUp', altKey: true })).toEqual({
    kind: 'window',
    wider: 0,
    higher: 1,
  });
});

test('takes characters as they are, however the keyboard makes them', () => {
  const level = { kind: 'window', wider: 0, higher: -1 };
  expect(actionOf({ ...PLAIN, key: '{', shiftKey: true })).toEqual(level);
  expect(actionOf({ ...PLAIN, key: '{', altKey: true })).toEqual(level);
});

test('leaves the keys of the browser and of the page alone', () => {
  expect(actionOf({ ...PLAIN, key: '+', ctrlKey: true })).toBeNull();
  expect(actionOf({ ...PLAIN, key: '0', metaKey: true })).toBeNull();
  expect(actionOf({ ...PLAIN, key: 'Tab' })).toBeNull();
  expect(actionOf({ ...PLAIN, key: '1' })).toBeNull();
});

test('lists every key once, and each of them does something', () => {
  expect(new Set(STAGE_KEYS.map(({ key }) => key)).size).toBe(STAGE_KEYS.length);
  for (const { key } of STAGE_KEYS) {
    const parts = key.length > 1 ? key.split('+') : [key];
    const event = {
      ...PLAIN,
      key: parts.at(-1) ?? '',
      shiftKey: parts.includes('Shift'),
      altKey: parts.includes('Alt'),
    };
    expect(actionOf(event), key).not.toBeNull();
  }
});
