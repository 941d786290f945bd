import { expect, test } from 'vitest';
import { flagInWords } from './flags';

test('says what each flag of the job means', () => {
  const flags = ['aif_automatic', 'aif_unscaled', 'unmasked', 'baseline_automatic'];
  expect(flags.map(flagInWords).filter((words) => words.includes('_'))).toEqual([]);
});

test('shows an unknown flag as it is', () => {
  expect(flagInWords('new_flag')).toContain('new_flag');
  // A name that every object has.
  expect(flagInWords('constructor')).toContain('the flag constructor');
});
