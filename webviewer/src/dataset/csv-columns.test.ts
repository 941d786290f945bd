import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { createCsvColumns } from './csv-columns';

function read(pieces: readonly string[], names = ['score']) {
  const columns = createCsvColumns(Papa, names);
  for (const piece of pieces) columns.push(piece);
  return columns.end();
}

test('reads a column beside text with quotes, commas and line breaks', () => {
  const text = 'text,score,x\r\n"a, ""b""\r\nc",0.5,1\r\n"\'=1+1",0.25,2\r\n';
  expect(read([text]).get('score')?.values).toEqual(Float64Array.of(0.5, 0.25));
});

test('counts empty and malformed cells', () => {
  const column = read(['score,x\r\n,1\r\nabc,1\r\n1,1\r\nNaN,1']).get('score');
  expect(column).toEqual({ values: Float64Array.of(1), empty: 1, malformed: 2 });
});

test('has no values where there is a header alone', () => {
  expect(read(['score\r\n']).get('score')?.values).toHaveLength(0);
});

test.each([['a,b\r\n1,2\r\n'], ['']])('refuses %j, which lacks the column', (text) => {
  expect(() => read([text])).toThrow('a column score must be in the header');
});

test('reads the same wherever batches are cut', () => {
  // Rows of more than one batch of 1,048,576 characters, with what a cut could split inside.
  const row = `"${'a""b\r\n,'.repeat(100)}",0.125\r\n`;
  const rows = 2000;
  const text = `text,score\r\n${row.repeat(rows)}`;
  fc.assert(
    fc.property(fc.integer({ min: 1_048_000, max: text.length - 1 }), (cut) => {
      const values = read([text.slice(0, cut), text.slice(cut)]).get('score')?.values;
      expect(values).toHaveLength(rows);
    }),
    { numRuns: 30 },
  );
});

test('refuses a quote that is never closed', () => {
  const columns = createCsvColumns(Papa, ['score']);
  columns.push('text,score\r\n"');
  expect(() => {
    for (let i = 0; i < 20; i++) columns.push('x'.repeat(1 << 20));
  }).toThrow('a row must have <= 16777216 characters');
});
