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

test('reads rows that end in LF alone', () => {
  const text = 'score,text\n0.5,"a\r\nb"\n1,c\n';
  expect(read([text]).get('score')?.values).toEqual(Float64Array.of(0.5, 1));
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
  const text = `text,score\r\n${'"a""b\r\n,""",0.125\r\n'.repeat(4)}`;
  for (let first = 1; first < text.length; first++) {
    for (const batch of [12, 20, 50]) {
      const columns = createCsvColumns(Papa, ['score'], batch);
      columns.push(text.slice(0, first));
      for (const character of text.slice(first)) columns.push(character);
      expect(columns.end().get('score')?.values).toEqual(new Float64Array(4).fill(0.125));
    }
  }
});

test('refuses a quote that is never closed', () => {
  const columns = createCsvColumns(Papa, ['score']);
  columns.push('text,score\r\n"');
  expect(() => {
    for (let i = 0; i < 20; i++) columns.push('x'.repeat(1 << 20));
  }).toThrow('a row must have <= 16777216 characters');
});
