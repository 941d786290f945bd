import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Axis, Grid, Triple } from '../volume/grid';
import { imagePlane, type Plane } from '../volume/plane';
import {
  type Camera,
  centredOn,
  clampedTo,
  cutOf,
  FITTED,
  isOn,
  type PlaneView,
  pannedBy,
  pointOf,
  voxelAt,
  zoomedAbout,
} from './camera';

const EDGES = { left: '', right: '', top: '', bottom: '' };

function gridOf(shape: Triple, spacingMm: Triple): Grid {
  const [sx, sy, sz] = spacingMm;
  return { shape, spacingMm, affine: [sx, 0, 0, 0, 0, sy, 0, 0, 0, 0, sz, 0] };
}

function viewOf(grid: Grid, plane: Partial<Plane> = {}, mirrored = false): PlaneView {
  const axial: Plane = {
    across: 0,
    acrossSign: 1,
    down: 1,
    downSign: 1,
    through: 2,
    edges: EDGES,
  };
  return { grid, plane: { ...axial, ...plane }, mirrored };
}

const anyView = fc
  .record({
    shape: fc.tuple(fc.integer({ min: 1, max: 513 }), fc.integer({ min: 1, max: 513 }), fc.nat(99)),
    spacing: fc.tuple(
      fc.double({ min: 0.05, max: 10, noNaN: true }),
      fc.double({ min: 0.05, max: 10, noNaN: true }),
      fc.double({ min: 0.05, max: 10, noNaN: true }),
    ),
    axes: fc.constantFrom<[Axis, Axis, Axis]>([0, 1, 2], [0, 2, 1], [1, 2, 0], [2, 1, 0]),
    signs: fc.tuple(fc.constantFrom<1 | -1>(1, -1), fc.constantFrom<1 | -1>(1, -1)),
    mirrored: fc.boolean(),
  })
  .map(({ shape: [x, y, z], spacing, axes: [across, down, through], signs, mirrored }) =>
    viewOf(
      gridOf([x, y, z + 1], spacing),
      { across, down, through, acrossSign: signs[0], downSign: signs[1] },
      mirrored,
    ),
  );
const anyCamera = fc.record({
  zoom: fc.double({ min: 0.5, max: 64, noNaN: true }),
  acrossPart: fc.double({ min: 0, max: 1, noNaN: true }),
  downPart: fc.double({ min: 0, max: 1, noNaN: true }),
});
const anySize = fc.record({
  width: fc.integer({ min: 1, max: 2000 }),
  height: fc.integer({ min: 1, max: 2000 }),
});
const anyPoint = fc.tuple(
  fc.double({ min: -100, max: 2000, noNaN: true }),
  fc.double({ min: -100, max: 2000, noNaN: true }),
);

describe('cutOf', () => {
  test('shows one pixel a voxel where the pane has as many pixels as the plane voxels', () => {
    const cut = cutOf(viewOf(gridOf([5, 3, 2], [1, 1, 1])), FITTED, { width: 5, height: 3 }, 1);
    expect(cut).toEqual({
      across: 0,
      down: 1,
      through: 2,
      slice: 1,
      // The first pixel's centre, at 0.5, falls on voxel 0.
      acrossAt0: -0.5,
      acrossPerPx: 1,
      downAt0: -0.5,
      downPerPx: 1,
    });
  });

  test('keeps millimetres square where slices lie further apart than voxels', () => {
    // Coronal: 100 x 0.5 mm = 50 mm across, 20 x 5 mm = 100 mm down, in 200 x 200 pixels: 0.5 mm
    // a pixel, which are 1 voxel across and 0.1 down.
    const coronal = viewOf(gridOf([100, 7, 20], [0.5, 0.5, 5]), { down: 2, through: 1 });
    const cut = cutOf(coronal, FITTED, { width: 200, height: 200 }, 0);
    expect(cut.acrossPerPx).toBeCloseTo(1, 12);
    expect(cut.downPerPx).toBeCloseTo(0.1, 12);
    // 50 mm are 100 pixels wide, in the middle: the left edge (-0.5) is at pixel 50.
    expect(voxelAt(cut, [50, 0])[0]).toBeCloseTo(-0.5, 9);
    expect(voxelAt(cut, [50, 0])[2]).toBeCloseTo(-0.5, 9);
    expect(voxelAt(cut, [150, 200])[0]).toBeCloseTo(99.5, 9);
    expect(voxelAt(cut, [150, 200])[2]).toBeCloseTo(19.5, 9);
  });

  test('shows the last voxel at the left where the plane runs from right to left', () => {
    const flipped = viewOf(gridOf([4, 4, 1], [1, 1, 1]), { acrossSign: -1 });
    const size = { width: 4, height: 4 };
    expect(voxelAt(cutOf(flipped, FITTED, size, 0), [0.5, 0.5])).toEqual([3, 0, 0]);
    const twice = { ...flipped, mirrored: true };
    expect(voxelAt(cutOf(twice, FITTED, size, 0), [0.5, 0.5])).toEqual([0, 0, 0]);
  });

  test('mirrors left and right only', () => {
    const mirrored = viewOf(gridOf([4, 4, 1], [1, 1, 1]), {}, true);
    expect(voxelAt(cutOf(mirrored, FITTED, { width: 4, height: 4 }, 0), [0.5, 0.5])).toEqual([
      3, 0, 0,
    ]);
  });

  test('takes a spacing that is no length for 1 mm', () => {
    const odd = viewOf(gridOf([4, 4, 1], [0, Number.NaN, 1]));
    const cut = cutOf(odd, FITTED, { width: 8, height: 8 }, 0);
    expect([cut.acrossPerPx, cut.downPerPx]).toEqual([0.5, 0.5]);
  });

  test('stays finite for a pane without area', () => {
    const cut = cutOf(viewOf(gridOf([5, 3, 2], [1, 1, 1])), FITTED, { width: 0, height: 0 }, 1);
    expect(Object.values(cut).every(Number.isFinite)).toBe(true);
  });

  test('leads from a point to voxels and back, whatever the axes, signs, spacing, and camera', () => {
    fc.assert(
      fc.property(anyView, anyCamera, anySize, anyPoint, (view, camera, size, point) => {
        const cut = cutOf(view, camera, size, 0);
        const back = pointOf(cut, voxelAt(cut, point));
        expect(back[0]).toBeCloseTo(point[0], 5);
        expect(back[1]).toBeCloseTo(point[1], 5);
      }),
    );
  });

  test('fits the whole plane in, and fills one side of the pane', () => {
    fc.assert(
      fc.property(anyView, anySize, (view, size) => {
        const cut = cutOf(view, FITTED, size, 0);
        const { shape } = view.grid;
        const width = shape[cut.across] / Math.abs(cut.acrossPerPx);
        const height = shape[cut.down] / Math.abs(cut.downPerPx);
        expect(Math.max(width / size.width, height / size.height)).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('zoomedAbout', () => {
  const view = viewOf(gridOf([100, 100, 1], [1, 1, 1]), { downSign: -1 });
  const size = { width: 333, height: 301 };

  test('keeps the voxel under the pointer', () => {
    const point = [40, 250] as const;
    const before = voxelAt(cutOf(view, FITTED, size, 0), point);
    const after = voxelAt(cutOf(view, zoomedAbout(view, FITTED, size, point, 3), size, 0), point);
    expect(after[0]).toBeCloseTo(before[0], 9);
    expect(after[1]).toBeCloseTo(before[1], 9);
  });

  test('stops at the smallest and largest zoom', () => {
    expect(zoomedAbout(view, FITTED, size, [0, 0], 1e9).zoom).toBe(64);
    expect(zoomedAbout(view, FITTED, size, [0, 0], 1e-9).zoom).toBe(0.5);
  });
});

describe('pannedBy', () => {
  const zoomed: Camera = { zoom: 4, acrossPart: 0.5, downPart: 0.5 };

  test('moves the image with the pointer, mirrored or not', () => {
    for (const mirrored of [false, true]) {
      const view = viewOf(gridOf([64, 48, 1], [1, 2, 1]), {}, mirrored);
      const size = { width: 128, height: 128 };
      const held = voxelAt(cutOf(view, zoomed, size, 0), [60, 70]);
      const moved = pannedBy(view, zoomed, size, [13, -9]);
      const [x, y] = pointOf(cutOf(view, moved, size, 0), held);
      expect(x).toBeCloseTo(73, 9);
      expect(y).toBeCloseTo(61, 9);
    }
  });

  test('never loses the image', () => {
    const view = viewOf(gridOf([64, 48, 1], [1, 1, 1]));
    const far = pannedBy(view, zoomed, { width: 100, height: 100 }, [1e6, -1e6]);
    expect([far.acrossPart, far.downPart]).toEqual([0, 1]);
  });
});

test('centredOn puts a voxel in the middle of the pane', () => {
  const view = viewOf(gridOf([9, 7, 5], [1, 1, 3]), { acrossSign: -1 });
  const camera = centredOn(view, { ...FITTED, zoom: 2 }, [2, 6, 0]);
  const cut = cutOf(view, camera, { width: 101, height: 55 }, 0);
  expect(voxelAt(cut, [50.5, 27.5])[0]).toBeCloseTo(2, 9);
  expect(voxelAt(cut, [50.5, 27.5])[1]).toBeCloseTo(6, 9);
});

test('a voxel reaches half a unit to each side', () => {
  const grid = gridOf([2, 2, 1], [1, 1, 1]);
  expect(isOn(grid, [-0.5, 1.49, 0])).toBe(true);
  expect(isOn(grid, [-0.51, 0, 0])).toBe(false);
  expect(isOn(grid, [0, 1.5, 0])).toBe(false);
  expect(clampedTo(grid, [-3, 0.6, 9])).toEqual([0, 1, 0]);
});

test('lays an image narrower than its pane at the side it is aligned to', () => {
  // 20 x 40 pixels of 1 mm in a pane of 100 x 80: 2 pixels a millimetre, 40 of 100 pixels across.
  const grid: Grid = { shape: [20, 40, 1], spacingMm: [1, 1, 1], affine: [] };
  const view = { grid, plane: imagePlane(), mirrored: false };
  const size = { width: 100, height: 80 };
  const edges = (align: 'left' | 'right', mirrored: boolean) => {
    const cut = cutOf({ ...view, align, mirrored }, FITTED, size, 0);
    const [near, far] = [pointOf(cut, [-0.5, 0, 0])[0], pointOf(cut, [19.5, 0, 0])[0]];
    return [near, far];
  };
  expect(edges('left', false)).toEqual([0, 40]);
  expect(edges('right', false)).toEqual([60, 100]);
  expect(edges('right', true)).toEqual([100, 60]);
});
