import { expect, test } from 'vitest';
import { flagInWords } from './flags';

test('puts flags in words, and keeps the name of one that it does not know', () => {
  expect(flagInWords('end_systole_exceeds_end_diastole')).toContain('phases may be swapped');
  expect(flagInWords('new_one')).toContain('new_one');
});
