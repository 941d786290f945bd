import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileName } from './file-name';
import { fileUnder, folderUnder, isSegment } from './paths';

const FOLDER = new URL('http://host:1/a%20b/data/?q#f');

test.each([
  ['x.nii.gz', '/a%20b/data/x.nii.gz'],
  ['s/x y.json', '/a%20b/data/s/x%20y.json'],
  ['a?b#c%2f:é', '/a%20b/data/a%3Fb%23c%252f%3A%C3%A9'],
])('makes a URL of the name %j', (name, path) => {
  const url = fileUnder(FOLDER, name);
  expect(url?.pathname).toBe(path);
  expect(url?.search).toBe('');
  expect(url?.hash).toBe('');
});

test.each([
  '',
  '/',
  '/x',
  'x/',
  'a//b',
  '.',
  './x',
  '..',
  'a/../b',
  'a\\b',
  '\u0000',
  'a\nb',
  '\ud800',
])('refuses the name %j', (name) => {
  expect(fileUnder(FOLDER, name)).toBeNull();
});

test('never leaves the folder, whatever the name', () => {
  const pieces = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '%2e',
    '%2f',
    ':',
    'http:',
    '?',
    '#',
    'a',
    '@',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((list) => list.join('')),
      ),
      (name) => {
        for (const url of [fileUnder(FOLDER, name), folderUnder(FOLDER, name)]) {
          if (url) expect(url.href.startsWith('http://host:1/a%20b/data/')).toBe(true);
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('takes folders with and without their last slash, and the folder itself', () => {
  expect(folderUnder(FOLDER, 'maps/')?.pathname).toBe('/a%20b/data/maps/');
  expect(folderUnder(FOLDER, 'maps')?.pathname).toBe('/a%20b/data/maps/');
  expect(folderUnder(FOLDER, './')?.href).toBe('http://host:1/a%20b/data/');
});

test('knows what can name one file', () => {
  expect(isSegment('v1.2-rc')).toBe(true);
  expect(isSegment('x'.repeat(256))).toBe(false);
});

test('names a file with its folder in messages', () => {
  expect(fileName(new URL('http://h/data/maps/S%201/volume.nii.gz?x'))).toBe('S 1/volume.nii.gz');
  expect(fileName(new URL('http://h/index.json'))).toBe('index.json');
  expect(fileName(new URL('http://h/%ff/x'))).toBe('%ff/x');
});
