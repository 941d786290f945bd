import { expect, test } from 'vitest';
import { linesOf } from './text-lines';

/** Every letter is one wide. */
const context = { measureText: (text: string) => ({ width: text.length }) as TextMetrics };

test.each([
  ['', 5, []],
  ['one', 5, ['one']],
  ['one two', 7, ['one two']],
  ['one two', 6, ['one', 'two']],
  ['a bb unbreakable c', 4, ['a bb', 'unbreakable', 'c']],
])('breaks %j at %d', (text, width, lines) => {
  expect(linesOf(context, text, width)).toEqual(lines);
});
