import { expect, test } from 'vitest';
import { createRejectReader } from './reject-rows';

const line = (reason: string, position: number) =>
  JSON.stringify({ type: 'transcription', reason, source: 'events.jsonl', position, name: 'X' });

test('keeps the first rows of each reason and counts them all', () => {
  const reader = createRejectReader(2);
  const text = [1, 2, 3].map((n) => line('silence', n)).join('\n');
  // Cut inside a line, and no line break at the end.
  reader.push(`${line('looping_text', 9)}\n${text.slice(0, 30)}`);
  reader.push(text.slice(30));
  const { byReason, malformed } = reader.end();
  expect(malformed).toBe(0);
  expect(byReason.get('silence')?.rows).toBe(3);
  expect(byReason.get('silence')?.first.map((row) => row.position)).toEqual(['1', '2']);
  expect(byReason.get('looping_text')?.rows).toBe(1);
});

test('keeps no field that the export does not write', () => {
  const reader = createRejectReader(1);
  reader.push(line('silence', 1));
  expect(reader.end().byReason.get('silence')?.first).toEqual([
    {
      type: 'transcription',
      reason: 'silence',
      field: '',
      source: 'events.jsonl',
      position: '1',
      recordId: '',
      survivorId: '',
    },
  ]);
});

test('counts lines that are no rows', () => {
  const reader = createRejectReader(1);
  reader.push('{"type":\n\n[]\nnull\n{"reason":{}}\n7\n');
  expect(reader.end()).toEqual({ byReason: new Map(), malformed: 5 });
});

test('stops at a line without end', () => {
  const reader = createRejectReader(1);
  expect(() => reader.push('x'.repeat((1 << 20) + 1))).toThrow('a line must have <= 1048576');
});
