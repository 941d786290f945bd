import { expect, test } from 'vitest';
import { countsLine } from './counts';

test('says how the studies of a run ended', () => {
  expect(countsLine({ read: 4, finished: 2, skipped: 1, rejected: 1, failed: 0 })).toBe(
    '4 studies read = 2 finished + 1 unchanged + 1 rejected + 0 failed',
  );
  expect(countsLine({ read: 1, finished: 1 })).toBe(
    '1 study read = 1 finished + 0 unchanged + 0 rejected + 0 failed',
  );
});

test('says nothing of a run without counts', () => {
  expect(countsLine({})).toBeNull();
});
