import { expect, test } from 'vitest';
import { nameOf, normalized } from './key-name';

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

test.each([
  ['a small letter', 'w', { ...plain, key: 'w' }],
  ['a small letter typed with Caps Lock', 'w', { ...plain, key: 'W' }],
  ['a letter with Shift', 'Shift+W', { ...plain, key: 'W', shiftKey: true }],
  ['a letter with Shift and Caps Lock', 'Shift+w', { ...plain, key: 'w', shiftKey: true }],
  ['a capital, which is a letter with Shift', 'W', { ...plain, key: 'W', shiftKey: true }],
  ['a sign that needs Shift on some keyboards', '?', { ...plain, key: '?', shiftKey: true }],
  ['the same sign where it needs none', '?', { ...plain, key: '?' }],
  ['a named key', 'ArrowUp', { ...plain, key: 'ArrowUp' }],
  ['a named key with Shift', 'Shift+ArrowUp', { ...plain, key: 'ArrowUp', shiftKey: true }],
  ['plus', '+', { ...plain, key: '+', shiftKey: true }],
  ['Ctrl and plus', 'Ctrl++', { ...plain, key: '+', ctrlKey: true }],
  [
    'two prefixes in any order of pressing',
    'Ctrl+Alt+ArrowUp',
    { ...plain, key: 'ArrowUp', ctrlKey: true, altKey: true },
  ],
])('finds the binding of %s', (_what, binding, stroke) => {
  expect(nameOf(stroke)).toBe(normalized(binding));
});

test.each([
  ['w', { ...plain, key: 'W', shiftKey: true }],
  ['ArrowUp', { ...plain, key: 'ArrowUp', shiftKey: true }],
  ['w', { ...plain, key: 'w', ctrlKey: true }],
])('keeps %s apart from the same key with a modifier', (binding, stroke) => {
  expect(nameOf(stroke)).not.toBe(normalized(binding));
});

test('leaves keys with Meta to the system', () => {
  expect(nameOf({ ...plain, key: 'r', metaKey: true })).toBeNull();
});
