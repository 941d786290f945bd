import { describe, expect, test } from 'vitest';
import type { CalciumLesion, Study } from '../data/formats';
import { fileNameOf, isLatinText } from './latin-text';
import { calciumOptions } from './options';
import { keySlicesOf, reportOf } from './report';
import { pdfDate } from './report-pdf';
import type { Result } from './result';

const OPTIONS = calciumOptions({
  connectivity: 8,
  thresholdHu: 130,
  minAreaMm2: 1,
  minVoxels: 3,
  massCalibrationMgPerMm3Hu: null,
});

const STUDY: Study = {
  format: 'radloom-study/1',
  study: 'S-1',
  op: 'agatston',
  options: {},
  backend: 'cpu',
  device: '2 cores',
  units: {},
  flags: [],
  summary: {},
  computedAt: '2026-01-02T03:04:05Z',
  files: [],
};

function lesion(slice: number, agatston: number): CalciumLesion {
  const box = [1, 2, 3, 4] as const;
  return { slice, artery: 'LAD', voxels: 5, areaMm2: 4, peakHu: 300, weight: 3, agatston, box };
}

function resultAt(thresholdHu: number, lesions: readonly CalciumLesion[] = []): Result {
  const none = { agatston: 0, volumeMm3: 0, massMg: null, lesions: 0, voxels: 0 };
  return {
    arteries: { LM: none, LAD: none, LCX: none, RCA: none, ALL: { ...none, agatston: 400.016 } },
    category: '>400',
    cacDrs: 'A3/N1',
    flags: [],
    thresholdHu,
    source: '',
    lesions,
    lesionCount: lesions.length,
    equals: () => true,
  };
}

describe('a report', () => {
  test('says the result and how it came about', () => {
    const report = reportOf(STUDY, OPTIONS, resultAt(130));
    expect(report.warning).toBeNull();
    expect(report.summary).toContainEqual(['Agatston score', '400.02']);
    expect(report.summary).toContainEqual(['Category', '>400 (severe)']);
    expect(report.summary).toContainEqual(['CAC-DRS', 'A3/N1']);
    expect(report.method).toContainEqual(['Backend of the job', 'cpu (2 cores)']);
    expect(report.method).toContainEqual(['Least lesion', '1 mm², 3 voxels']);
    expect(report.table.rows).toHaveLength(5);
  });

  test('warns of a threshold that is not the definition’s', () => {
    expect(reportOf(STUDY, OPTIONS, resultAt(100)).warning).toContain(
      'NON-STANDARD THRESHOLD: 100 HU',
    );
  });

  test('shows the six slices with the largest lesions, each once', () => {
    const lesions = [9, 9, 2, 3, 4, 9, 5, 6, 7].map((slice, i) => lesion(slice, 100 - i));
    const slices = keySlicesOf(lesions);
    expect(slices.map(({ slice }) => slice)).toEqual([9, 2, 3, 4, 5, 6]);
    expect(slices[0]?.lesions).toHaveLength(3);
    expect(slices[1]?.caption).toBe('Slice 3: LAD 98 (peak 300 HU)');
  });

  test('has only words that the PDF’s own fonts can write', () => {
    const flags = ['unmasked', 'kvp_not_120', 'kvp_unknown', 'threshold_not_130'];
    const report = reportOf(STUDY, OPTIONS, {
      ...resultAt(100, [lesion(1, 2)]),
      flags,
      category: null,
      cacDrs: null,
    });
    const texts = JSON.stringify(report);
    expect(isLatinText(texts)).toBe(true);
  });
});

test.each([
  ['µ² °ÿ', true],
  ['', true],
  ['≥ 130', false],
  ['Łódź', false],
  ['研究', false],
  ['tab\t', false],
  ['’', false],
])('knows whether the fonts of a PDF can write %j: %s', (text, latin) => {
  expect(isLatinText(text)).toBe(latin);
});

test.each([
  ['S-CAC-PHANTOM', 'S-CAC-PHANTOM-calcium.pdf'],
  ['../../etc/passwd', 'etc_passwd-calcium.pdf'],
  ['研究', 'study-calcium.pdf'],
  ['', 'study-calcium.pdf'],
  ['a'.repeat(200), `${'a'.repeat(64)}-calcium.pdf`],
])('names the file of study %j', (study, name) => {
  expect(fileNameOf(study)).toBe(name);
});

test('writes times in UTC', () => {
  expect(pdfDate('2026-11-21T13:34:07Z')).toBe("D:20261121133407+00'00'");
  expect(pdfDate('2026-11-21T01:34:07+02:00')).toBe("D:20261120233407+00'00'");
});
