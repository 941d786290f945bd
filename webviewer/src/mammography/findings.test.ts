import { expect, test } from 'vitest';
import type { DetectionImage } from '../data/formats';
import { findingsOf, flagWords, highestConfidence, labelOf } from './findings';

const image = (laterality: 'R' | 'L', view: string, scores: readonly number[]): DetectionImage => ({
  file: 'x.nii.gz',
  laterality,
  view,
  flipHorizontal: false,
  window: { center: 1, width: 2 },
  heatmap: null,
  lesions: scores.map((score) => ({ category: 'mass', bbox: [0, 0, 1, 1], score })),
});

test('lists the most confident findings first, with their image', () => {
  const findings = findingsOf([image('R', 'CC', [0.2, 0.9]), image('L', 'MLO', [0.5])]);
  expect(findings.map(({ label, lesion }) => [label, lesion.score])).toEqual([
    ['R CC', 0.9],
    ['L MLO', 0.5],
    ['R CC', 0.2],
  ]);
  expect(highestConfidence([image('R', 'CC', [0.2, 0.9])])).toBe(0.9);
});

test('has no highest confidence without lesions', () => {
  expect(highestConfidence([image('L', 'CC', [])])).toBeNull();
  expect(labelOf(image('L', '', []), 0)).toBe('L');
});

test('numbers images of which nobody said what they show', () => {
  const unknown = { ...image('R', '', [0.7]), laterality: null, view: null };
  expect(findingsOf([unknown, unknown]).map(({ label }) => label)).toEqual(['Image 1', 'Image 2']);
});

test('shows the flags of a study as words', () => {
  expect(flagWords({ flags: ['other_thing'] })).toEqual(['other thing']);
});
