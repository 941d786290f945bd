import { expect, test } from 'vitest';
import { readSettings, writeSettings } from './view-params';

const SETTINGS = {
  at: [96, 183, 22],
  window: { width: 1500, center: -600 },
  thresholdHu: 99.5,
} as const;

test('reads what it wrote', () => {
  const params = writeSettings(new URLSearchParams(), SETTINGS);
  expect(decodeURIComponent(params.toString())).toBe('at=96,183,22&window=1500/-600&hu=99.5');
  expect(readSettings(params)).toEqual(SETTINGS);
});

test('takes settings away that are gone, and leaves those of others', () => {
  const before = new URLSearchParams('hu=90&other=1');
  const none = { at: null, window: null, thresholdHu: null };
  expect(writeSettings(before, none).toString()).toBe('other=1');
});

test.each([
  'at=1,2',
  'at=1,2,3,4',
  'at=1.5,2,3',
  'at=-1,2,3',
  'at=a,2,3',
  'at=',
  'window=400',
  'window=0/40',
  'window=400/',
  'hu=1e999',
  'hu=Infinity',
  'hu=NaN',
  'hu=0x40',
])('takes %s for not there', (text) => {
  expect(readSettings(new URLSearchParams(text))).toEqual({
    at: null,
    window: null,
    thresholdHu: null,
  });
});
