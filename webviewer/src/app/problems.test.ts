import { expect, test } from 'vitest';
import { LoadError } from '../data/load';
import { explain, isCancelled } from './problems';

test('says which file and why', () => {
  const problem = new LoadError('cbf.nii.gz', 'the file ends too early');
  expect(explain(problem)).toEqual({ file: 'cbf.nii.gz', reason: 'the file ends too early' });
});

test('says what to do when a part of the viewer is gone', () => {
  const problem = new TypeError('Failed to fetch dynamically imported module: http://h/a.js');
  expect(explain(problem).reason).toContain('Reload the page');
});

test('finds words for what is no error', () => {
  expect(explain('odd')).toEqual({ file: null, reason: 'odd' });
  expect(explain(new RangeError())).toEqual({ file: null, reason: 'RangeError' });
});

test('knows what the user cancelled', () => {
  const controller = new AbortController();
  controller.abort();
  expect(isCancelled(controller.signal.reason)).toBe(true);
  expect(isCancelled(new LoadError('a', 'b'))).toBe(false);
});
