import { expect, test } from 'vitest';
import type { WorklistEntry } from '../data/formats';
import { resultOf, shownTime, studyRow } from './study-row';

const entry: WorklistEntry = {
  study: 'S-1',
  op: 'agatston',
  folder: 'studies/S-1',
  status: 'finished',
  flags: ['unmasked', 'thick-slices'],
  summary: { agatston: 500.09765625, category: '>400', cacDrs: 'A3/N4', lesions: 15 },
  computedAt: '2026-11-21T13:34:07Z',
};
const folder = new URL('http://host/data/studies/S-1/');

test('gives the score, its category and CAC-DRS of a calcium score', () => {
  expect(resultOf(entry).text).toBe('Agatston 500.1 · >400 · A3/N4');
});

test('leaves out the category that a flagged score does not have', () => {
  const summary = { agatston: 0, category: null, cacDrs: null };
  expect(resultOf({ op: 'agatston', summary })).toEqual({ text: 'Agatston 0.0', value: 0 });
});

test('gives the millilitres where Tmax is over 6 s of a perfusion', () => {
  const summary = { tmaxOver6sMl: 58.29427487651514 };
  expect(resultOf({ op: 'perfusion', summary }).text).toBe('Tmax > 6 s 58.3 ml');
});

test('gives the BI-RADS category of a mammography', () => {
  const summary = { biRads: 4, biRadsName: 'suspicious' };
  expect(resultOf({ op: 'mammography', summary }).text).toBe('BI-RADS 4, suspicious');
  expect(resultOf({ op: 'mammography', summary: { biRads: 1 } }).text).toBe('BI-RADS 1');
  const found = { ...summary, lesions: 7, highestConfidence: 0.8 };
  expect(resultOf({ op: 'mammography', summary: found }).text).toBe(
    'BI-RADS 4, suspicious · 7 lesions, highest confidence 0.80',
  );
});

test.each([
  [{ lesions: 3, highestConfidence: 0.8341 }, '3 lesions, highest confidence 0.83'],
  [{ lesions: 1, highestConfidence: 0.5 }, '1 lesion, highest confidence 0.50'],
  [{ lesions: 0, highestConfidence: 0 }, 'no lesion'],
  [
    { lesions: 2, highestConfidence: 0.95, biRads: 5, biRadsName: 'highly suspicious' },
    'BI-RADS 5, highly suspicious · 2 lesions, highest confidence 0.95',
  ],
  [{ biRads: 5 }, 'no result in the summary'],
])('gives lesions and confidence of a detection: %j', (summary, words) => {
  expect(resultOf({ op: 'detect', summary }).text).toBe(words);
});

test('gives the ejection fraction of a heart', () => {
  const summary = { endDiastolicMl: 120.34, endSystolicMl: 53.5, ejectionFractionPercent: 55.53 };
  expect(resultOf({ op: 'cardiac', summary })).toEqual({
    text: 'EF 55.5 % · EDV 120.3 ml · ESV 53.5 ml',
    value: 55.53,
  });
  const alone = { ejectionFractionPercent: -3 };
  expect(resultOf({ op: 'cardiac', summary: alone }).text).toBe('EF -3.0 %');
  expect(resultOf({ op: 'cardiac', summary: {} }).text).toBe('no result in the summary');
});

test.each([{}, { agatston: 'many' }, { agatston: Number.NaN }])('says so for %j', (summary) => {
  expect(resultOf({ op: 'agatston', summary })).toEqual({
    text: 'no result in the summary',
    value: null,
  });
});

test('links to the study by its key', () => {
  const row = studyRow({ key: 'maps/S 1', entry, folder });
  expect(row.href).toBe('#/study/maps/S%201');
  expect(row.name).toBe('S-1 (maps/S 1)');
});

test('keeps a kind and a status that it does not know', () => {
  const later = { ...entry, op: 'stent', status: 'queued' } as unknown as WorklistEntry;
  expect(studyRow({ key: 'S-1', entry: later, folder })).toMatchObject({
    kind: 'stent',
    status: 'queued',
  });
});

test('shows times in UTC to the minute, and what is no time as it is', () => {
  expect(shownTime('2026-11-21T23:59:07+01:00')).toBe('2026-11-21 22:59');
  expect(shownTime('yesterday')).toBe('yesterday');
});
