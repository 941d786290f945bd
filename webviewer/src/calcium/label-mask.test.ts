import { expect, test } from 'vitest';
import { DROPPED_BIT, LabelMask } from './label-mask';

const SLICE_BYTES = 4;

function maskOf(labels: readonly number[]) {
  const voxels = Uint8Array.from(labels);
  return { voxels, mask: new LabelMask('m', [2, 2, voxels.length / SLICE_BYTES], voxels) };
}

test('marks dropped voxels, and takes the marks away from those that count again', () => {
  const { voxels, mask } = maskOf([1, 1, 2, 0, 3, 3, 3, 3]);
  mask.drop(Int32Array.of(0, 2, 3), Int32Array.of(0, 1, 3));
  expect(mask.step(0, 100)).toBe(false);
  expect(Array.from(voxels)).toEqual([1 | DROPPED_BIT, 1, 2, 0, 3, 3, 3 | DROPPED_BIT, 131]);
  mask.drop(Int32Array.of(1), Int32Array.of(0, 1, 1));
  mask.step(0, 100);
  expect(Array.from(voxels)).toEqual([1, 1 | DROPPED_BIT, 2, 0, 3, 3, 3, 3]);
});

test('tells the artery of a dropped voxel all the same', () => {
  const { mask } = maskOf([1, 1, 2, 0, 3, 4, 3, 3]);
  mask.drop(Int32Array.of(1), Int32Array.of(0, 0, 1));
  mask.step(0, 100);
  expect(mask.labelAt([1, 0, 1])).toBe(4);
});

test('marks the nearest slices first, as many as the bytes allow, at least one', () => {
  const { mask } = maskOf(Array(20).fill(1));
  mask.drop(Int32Array.of(0, 0, 0, 0, 0), Int32Array.of(0, 1, 2, 3, 4, 5));
  expect(mask.step(3, 0)).toBe(true);
  expect(mask.field().changed).toEqual([3]);
  expect(mask.step(3, 2 * SLICE_BYTES)).toBe(true);
  expect(mask.field().changed).toEqual([2, 4]);
  expect(mask.step(3, 100)).toBe(false);
  expect(mask.field().changed).toEqual([1, 0]);
});

test('makes one revision of all that was marked between two pictures', () => {
  const { mask } = maskOf(Array(8).fill(1));
  const first = mask.field();
  expect(first).toMatchObject({ revision: 0, changed: null });
  mask.drop(Int32Array.of(0, 0), Int32Array.of(0, 1, 2));
  mask.step(0, SLICE_BYTES);
  mask.step(0, SLICE_BYTES);
  expect(mask.field()).toMatchObject({ revision: 1, changed: [0, 1] });
  expect(mask.field().revision).toBe(1);
});

test('leaves slices alone whose dropped voxels stay the same', () => {
  const { mask } = maskOf(Array(8).fill(1));
  mask.drop(Int32Array.of(2, 3), Int32Array.of(0, 1, 2));
  mask.step(0, 100);
  mask.field();
  mask.drop(Int32Array.of(2, 1), Int32Array.of(0, 1, 2));
  mask.step(0, 100);
  expect(mask.field().changed).toEqual([1]);
});
