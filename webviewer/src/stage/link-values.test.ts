import { expect, test } from 'vitest';
import { numberIn, voxelIn, windowIn, windowText } from './link-values';

const HUGE = '9'.repeat(400);

test.each([null, '', 'x', '1e9', '0x40', 'NaN', 'Infinity', ' 1', '1,2', HUGE, `-${HUGE}`])(
  'takes %j for no number',
  (text) => {
    expect(numberIn(text)).toBeNull();
  },
);

test('reads numbers', () => {
  expect(['0', '-1.5', '007'].map(numberIn)).toEqual([0, -1.5, 7]);
});

test.each([null, '', '1,2', '1,2,3,4', '1.5,2,3', '-1,2,3', 'a,2,3', `1,2,${HUGE}`])(
  'takes %j for no voxel',
  (text) => {
    expect(voxelIn(text)).toBeNull();
  },
);

test('reads a voxel', () => {
  expect(voxelIn('3,0,12')).toEqual([3, 0, 12]);
});

test.each([null, '', '400', '0/40', '-400/40', '400/', '400,40', `${HUGE}/40`, `400/${HUGE}`])(
  'takes %j for no window',
  (text) => {
    expect(windowIn(text)).toBeNull();
  },
);

test('reads the window that it wrote', () => {
  expect(windowText({ width: 1500.04, center: -600 })).toBe('1500/-600');
  expect(windowIn('1500/-600')).toEqual({ width: 1500, center: -600 });
});
