import { expect, test } from 'vitest';
import { loadSettings, readSettings } from './settings';

test('is dark, and listens to single keys, unless the user asks', () => {
  expect(readSettings(null)).toEqual({ theme: 'dark', singleKeys: true });
});

test('reads back what was stored', () => {
  const settings = { theme: 'light', singleKeys: false } as const;
  expect(readSettings(JSON.stringify(settings))).toEqual(settings);
});

test.each(['', 'null', '3', '"x"', '[]', '{"theme":"pink","singleKeys":"no"}', '{'])(
  'takes the defaults for %j',
  (text) => {
    expect(readSettings(text)).toEqual({ theme: 'dark', singleKeys: true });
  },
);

test('takes the defaults where there is no storage', () => {
  expect(loadSettings()).toEqual({ theme: 'dark', singleKeys: true });
});
