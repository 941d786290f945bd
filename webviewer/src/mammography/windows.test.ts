import { expect, test } from 'vitest';
import { ownWindow, presetsOf } from './windows';

const REFERENCE = { center: 2000, width: 4000 };

test('gives an image the shared window where both have the same own one', () => {
  const shared = { center: 1500, width: 1000 };
  expect(ownWindow(shared, REFERENCE, REFERENCE)).toEqual(shared);
});

test('moves the window of another image in proportion', () => {
  // Half as wide: 500 lower is 250 lower, a quarter of 4000 is a quarter of 2000.
  const own = ownWindow({ center: 1500, width: 1000 }, REFERENCE, { center: 300, width: 2000 });
  expect(own).toEqual({ center: 50, width: 500 });
});

test('never gives a width below 1', () => {
  expect(ownWindow({ center: 0, width: 1 }, REFERENCE, { center: 0, width: 10 }).width).toBe(1);
});

test('offers the full range once values are known', () => {
  expect(presetsOf(REFERENCE, null)).toHaveLength(3);
  // From 0 to 4095 are 4096 values around 2048 (DICOM PS3.3 C.11.2.1.2.1: the centre less 0.5).
  expect(presetsOf(REFERENCE, [0, 4095])[3]?.window).toEqual({ center: 2048, width: 4096 });
});
