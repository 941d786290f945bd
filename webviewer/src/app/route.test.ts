import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRoute, routeTo, withParams } from './route';

test.each(['', '#', '#/', '/'])('opens the worklist for %j', (fragment) => {
  expect(parseRoute(fragment).kind).toBe('worklist');
});

test('reads a study and its settings', () => {
  const route = parseRoute('#/study/S-1?slice=24&window=400/40');
  expect(route).toMatchObject({ kind: 'study', key: 'S-1' });
  expect(route.kind === 'study' && route.params.get('window')).toBe('400/40');
});

test('reads a dataset version', () => {
  expect(parseRoute('#/dataset/chest/v1')).toMatchObject({ kind: 'dataset', key: 'chest/v1' });
});

test.each([
  '#/study',
  '#/study/',
  '#/study/S-1/',
  '#/study/%',
  '#/dataset/chest',
  '#/dataset/chest/v1/extra',
  '#/patients',
  '#//',
])('knows no view for %j', (fragment) => {
  expect(parseRoute(fragment)).toEqual({ kind: 'unknown', fragment });
});

test('comes back to every key that it made a link of', () => {
  const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !text.includes('/'));
  fc.assert(
    fc.property(name, name, (first, second) => {
      const key = `${first}/${second}`;
      expect(parseRoute(routeTo('dataset', key))).toMatchObject({ kind: 'dataset', key });
      expect(parseRoute(routeTo('study', first))).toMatchObject({ kind: 'study', key: first });
    }),
  );
});

test('replaces the settings and leaves the path', () => {
  expect(withParams('#/study/S-1?slice=24', new URLSearchParams({ slice: '9' }))).toBe(
    '#/study/S-1?slice=9',
  );
  expect(withParams('#/study/S-1?slice=24', new URLSearchParams())).toBe('#/study/S-1');
  expect(withParams('', new URLSearchParams({ sort: 'date' }))).toBe('#/?sort=date');
});
