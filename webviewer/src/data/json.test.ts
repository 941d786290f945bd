import { expect, test } from 'vitest';
import { ofFormat, parseJson } from './json';

test('parses JSON', () => {
  expect(parseJson('{"a":[1,"]\\"["]}', 'f')).toEqual({ a: [1, ']"['] });
});

test('quotes nothing of what is no JSON', () => {
  expect(() => parseJson('{"name": Miller}', 'f')).toThrow(/^f: is not valid JSON$/);
});

test.each(['', ' ', '{', '[1,]', '\u0000'])('refuses %j', (text) => {
  expect(() => parseJson(text, 'f')).toThrow('is not valid JSON');
});

test('refuses JSON nested so deep that recursion over it could overflow the stack', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  expect(() => parseJson(nested(1_000_000), 'f')).toThrow('must not be nested deeper than 64');
  expect(() => parseJson(nested(65), 'f')).toThrow('must not be nested deeper than 64');
  expect(parseJson(nested(64), 'f')).toBeInstanceOf(Array);
});

test('does not take brackets in text for nesting', () => {
  expect(parseJson(JSON.stringify('[{"'.repeat(100)), 'f')).toBe('[{"'.repeat(100));
});

test('says so where a web page came instead', () => {
  expect(() => parseJson('\n <!DOCTYPE html>', 'f')).toThrow('a web page instead of JSON');
});

test('says which format it knows', () => {
  expect(ofFormat({ format: 'a/1', b: 2 }, 'a/1', 'f')).toEqual({ format: 'a/1', b: 2 });
  expect(() => ofFormat({ format: 'a/2' }, 'a/1', 'f')).toThrow(
    "f: this viewer knows the format a/1, but the file's is: a/2",
  );
  expect(() => ofFormat({}, 'a/1', 'f')).toThrow("the file's is: none");
  expect(() => ofFormat([], 'a/1', 'f')).toThrow('must be a JSON object');
});
