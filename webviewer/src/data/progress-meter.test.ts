import { expect, test } from 'vitest';
import type { Progress } from './load';
import { createProgressMeter } from './progress-meter';

test('tells of the start, the end, and at most every 50 ms between', () => {
  const told: Progress[] = [];
  let nowMs = 0;
  const meter = createProgressMeter(
    'f',
    100,
    (progress) => told.push(progress),
    () => nowMs,
  );
  for (let i = 0; i < 100; i++) {
    nowMs += 1;
    meter.add(1);
  }
  meter.end();
  expect(told.map(({ loadedBytes }) => loadedBytes)).toEqual([0, 50, 100, 100]);
  expect(told[1]).toEqual({ file: 'f', loadedBytes: 50, totalBytes: 100 });
});

test('forgets a total that turns out too small: a server unpacked the file', () => {
  const told: Progress[] = [];
  const meter = createProgressMeter('f', 10, (progress) => told.push(progress));
  meter.add(11);
  meter.end();
  expect(told.map(({ totalBytes }) => totalBytes)).toEqual([10, null]);
});
