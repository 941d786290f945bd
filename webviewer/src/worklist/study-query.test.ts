import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPS, type Op } from '../data/formats';
import { readQuery, type StudyColumn, type StudyQuery, select, writeQuery } from './study-query';
import { type StudyRow, studyRow } from './study-row';

function row(
  study: string,
  op: Op,
  computedAt: string,
  summary: Record<string, unknown>,
): StudyRow {
  return studyRow({
    key: study,
    entry: {
      study,
      op,
      folder: study,
      status: 'finished',
      flags: op === 'agatston' ? ['unmasked'] : [],
      summary,
      computedAt,
    },
    folder: new URL('http://host/'),
  });
}

const rows = [
  row('S-10', 'agatston', '2026-01-03T00:00:00Z', { agatston: 9 }),
  row('S-9', 'agatston', '2026-01-01T00:00:00Z', { agatston: 100 }),
  row('S-2', 'perfusion', '2026-01-02T00:00:00Z', { tmaxOver6sMl: 50 }),
  row('S-1', 'perfusion', '2026-01-02T00:00:00Z', {}),
];
const all: StudyQuery = { text: '', kind: null, sort: 'study', descending: false };
const keys = (query: Partial<StudyQuery>): string[] =>
  select(rows, { ...all, ...query }).map(({ key }) => key);

test('puts S-9 before S-10', () => {
  expect(keys({ sort: 'study' })).toEqual(['S-1', 'S-2', 'S-9', 'S-10']);
});

test('lists the newest first, and equal times by name', () => {
  expect(keys({ sort: 'computed', descending: true })).toEqual(['S-10', 'S-1', 'S-2', 'S-9']);
});

test('orders results by number within their kind, and none before any', () => {
  expect(keys({ sort: 'result' })).toEqual(['S-10', 'S-9', 'S-1', 'S-2']);
});

test('finds every word of the filter in any column, whatever its capitals', () => {
  expect(keys({ text: ' UNMASKED  100' })).toEqual(['S-9']);
  expect(keys({ text: 'perfusion unmasked' })).toEqual([]);
});

test('keeps to one kind', () => {
  expect(keys({ kind: 'perfusion' })).toEqual(['S-1', 'S-2']);
});

test('keeps to hearts, orders them by what they eject, and finds them by it', () => {
  const hearts = [
    row('S-3', 'cardiac', '2026-01-02T00:00:00Z', { ejectionFractionPercent: 55.53 }),
    row('S-4', 'cardiac', '2026-01-02T00:00:00Z', { ejectionFractionPercent: 9.8 }),
    row('S-5', 'detect', '2026-01-02T00:00:00Z', { lesions: 3, highestConfidence: 0.83 }),
    ...rows,
  ];
  const found = (query: Partial<StudyQuery>): string[] =>
    select(hearts, { ...all, ...query }).map(({ key }) => key);
  expect(found({ kind: 'cardiac', sort: 'result' })).toEqual(['S-4', 'S-3']);
  expect(found({ text: 'ef 55.5' })).toEqual(['S-3']);
  expect(found({ text: '3 lesions' })).toEqual(['S-5']);
  expect(found({ kind: 'detect' })).toEqual(['S-5']);
});

test('changes nothing in what it was given', () => {
  const before = [...rows];
  keys({ sort: 'flags', descending: true });
  expect(rows).toEqual(before);
});

test('comes back to the order and kind that it wrote into the URL, and never to the text', () => {
  const columns: StudyColumn[] = ['study', 'kind', 'computed', 'result', 'status', 'flags'];
  fc.assert(
    fc.property(
      fc.constantFrom(...columns),
      fc.boolean(),
      fc.constantFrom<Op | null>(null, ...OPS),
      fc.string(),
      (sort, descending, kind, text) => {
        const query = { text, kind, sort, descending };
        expect(readQuery(writeQuery(query))).toEqual({ ...query, text: '' });
      },
    ),
  );
});

test('shows the newest first where the URL says nothing, or nonsense', () => {
  expect(readQuery(new URLSearchParams())).toMatchObject({ sort: 'computed', descending: true });
  expect(readQuery(new URLSearchParams('sort=toString&kind=x'))).toMatchObject({
    sort: 'computed',
    kind: null,
  });
});
