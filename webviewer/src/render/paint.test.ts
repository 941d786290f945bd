import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VoxelArray } from '../volume/volume';
import { paintScene } from './canvas-renderer';
import type { CalciumLayer, Cut, Field, GrayLayer, Layer, MapLayer, Scene } from './scene';
import type { VoiWindow } from './voi';

const AS_STORED: Cut = {
  across: 0,
  down: 1,
  through: 2,
  slice: 0,
  acrossAt0: -0.5,
  acrossPerPx: 1,
  downAt0: -0.5,
  downPerPx: 1,
};

/** Two steps of gray to a stored value: 0 is 0, 127.5 is 255. */
const WINDOW = { center: 64.25, width: 128.5 };

function field(shape: Field['shape'], voxels: VoxelArray, more: Partial<Field> = {}): Field {
  return { key: 'f', revision: 0, changed: null, shape, voxels, slope: 1, intercept: 0, ...more };
}

function gray(source: Field, more: Partial<GrayLayer> = {}): GrayLayer {
  return { kind: 'gray', field: source, window: WINDOW, inverted: false, ...more };
}

/** Colours i, 255 - i, 7. */
const COLOURS = Uint8Array.from({ length: 768 }, (_, i) =>
  i % 3 === 0 ? Math.floor(i / 3) : i % 3 === 1 ? 255 - Math.floor(i / 3) : 7,
);

function map(source: Field, more: Partial<MapLayer> = {}): MapLayer {
  return {
    kind: 'map',
    field: source,
    range: [0, 255],
    colours: COLOURS,
    opacity: 1,
    hiddenAtOrBelow: -Infinity,
    smooth: true,
    ...more,
  };
}

/** The pixels of one pane that fills the canvas, as [red, green, blue], row by row. */
function pixels(
  width: number,
  height: number,
  layers: readonly Layer[],
  cut: Partial<Cut> = {},
): number[][] {
  const scene: Scene = {
    widthPx: width,
    heightPx: height,
    background: [1, 2, 3],
    panes: [{ rect: { x: 0, y: 0, width, height }, cut: { ...AS_STORED, ...cut }, layers }],
  };
  const rgba = paintScene(scene);
  return Array.from({ length: width * height }, (_, i) => {
    expect(rgba[i * 4 + 3]).toBe(255);
    return [...rgba.subarray(i * 4, i * 4 + 3)];
  });
}

/** The gray level of a value, not rounded (PS3.3 C.11.2.1.2.1). */
function dicomLevel({ center, width }: VoiWindow, value: number): number {
  const [middle, span] = [center - 0.5, width - 1];
  if (value <= middle - span / 2) return 0;
  if (value > middle + span / 2) return 255;
  return ((value - middle) / span + 0.5) * 255;
}

const reds = (colours: readonly (readonly number[])[]) => colours.map(([red]) => red);
const BACKGROUND = [1, 2, 3];

describe('a gray layer', () => {
  const square = field([2, 2, 1], Uint8Array.of(0, 40, 80, 120));

  test('shows voxels as they lie', () => {
    expect(pixels(2, 2, [gray(square)])).toEqual([
      [0, 0, 0],
      [80, 80, 80],
      [160, 160, 160],
      [240, 240, 240],
    ]);
  });

  test('is mirrored by negative steps', () => {
    const across = { acrossAt0: 1.5, acrossPerPx: -1 };
    const down = { downAt0: 1.5, downPerPx: -1 };
    expect(reds(pixels(2, 2, [gray(square)], across))).toEqual([80, 0, 240, 160]);
    expect(reds(pixels(2, 2, [gray(square)], down))).toEqual([160, 240, 0, 80]);
  });

  test('interpolates between voxels in the plane, and clamps at its edges', () => {
    // Centres at -0.25, 0.25, 0.75, 1.25 in both directions: shares 0, 1/4, 3/4, 1 of the second.
    // value = 40 across + 80 down; gray = twice that.
    const zoomed = { acrossPerPx: 0.5, downPerPx: 0.5 };
    const [first, second] = [pixels(4, 4, [gray(square)], zoomed)].flatMap((all) => [
      reds(all.slice(0, 4)),
      reds(all.slice(4, 8)),
    ]);
    expect(first).toEqual([0, 20, 60, 80]);
    expect(second).toEqual([40, 60, 100, 120]);
  });

  test('cuts along every axis', () => {
    // 2 x 3 x 2 voxels; voxel (x, y, z) is 10 x + 20 y + 60 z.
    const box = field(
      [2, 3, 2],
      Uint8Array.from({ length: 12 }, (_, i) => i * 10),
    );
    const cut = (across: 0 | 1 | 2, down: 0 | 1 | 2, through: 0 | 1 | 2) => ({
      across,
      down,
      through,
      slice: 1,
    });
    expect(reds(pixels(2, 3, [gray(box)], cut(0, 1, 2)))).toEqual([120, 140, 160, 180, 200, 220]);
    expect(reds(pixels(2, 2, [gray(box)], cut(0, 2, 1)))).toEqual([40, 60, 160, 180]);
    expect(reds(pixels(3, 2, [gray(box)], cut(1, 2, 0)))).toEqual([20, 60, 100, 140, 180, 220]);
    expect(reds(pixels(2, 3, [gray(box)], cut(2, 1, 0)))).toEqual([20, 140, 60, 180, 100, 220]);
  });

  test('leaves the background beside the volume and outside its slices', () => {
    const wide = pixels(4, 1, [gray(square)], { acrossAt0: -1.5 });
    expect(wide).toEqual([BACKGROUND, [0, 0, 0], [80, 80, 80], BACKGROUND]);
    expect(pixels(1, 1, [gray(square)], { slice: 1 })).toEqual([BACKGROUND]);
    expect(pixels(1, 1, [gray(square)], { slice: -1 })).toEqual([BACKGROUND]);
  });

  test('is white for black when inverted', () => {
    expect(reds(pixels(2, 2, [gray(square, { inverted: true })]))).toEqual([255, 175, 95, 15]);
  });

  test('is black at NaN and infinity, inverted or not', () => {
    const odd = field([3, 1, 1], Float32Array.of(Number.NaN, Infinity, -Infinity));
    for (const inverted of [false, true]) {
      expect(reds(pixels(3, 1, [gray(odd, { inverted })]))).toEqual([0, 0, 0]);
    }
  });

  test('keeps NaN to its own voxel where pixels fall on voxels', () => {
    const odd = field([3, 1, 1], Float32Array.of(50, Number.NaN, 50));
    expect(reds(pixels(3, 1, [gray(odd)]))).toEqual([100, 0, 100]);
  });

  // PS3.3 C.11.2.1.2.1, Note: y = ((x - 2047.5) / 4095 + 0.5) * 255; 127.5 is rounded up.
  test.each([
    [-1, 0],
    [0, 0],
    [2047.5, 128],
    [4095, 255],
    [4096, 255],
  ])('centre 2048, width 4096: %d is %d', (value, level) => {
    const one = field([1, 1, 1], Float32Array.of(value));
    expect(reds(pixels(1, 1, [gray(one, { window: { center: 2048, width: 4096 } })]))).toEqual([
      level,
    ]);
  });

  // The same note: x <= 2047.5 is black, everything above white.
  test.each([
    [2047, 0],
    [2047.5, 0],
    [2047.501, 255],
    [2048, 255],
  ])('centre 2048, width 1: %d is %d', (value, level) => {
    const one = field([1, 1, 1], Float32Array.of(value));
    expect(reds(pixels(1, 1, [gray(one, { window: { center: 2048, width: 1 } })]))).toEqual([
      level,
    ]);
  });

  // The same note: y = ((x + 0.5) / 99 + 0.5) * 255; 127.5 is rounded up.
  test('centre 0, width 100: -50 is black, 49 white, and -0.5 in the middle', () => {
    const three = field([3, 1, 1], Float32Array.of(-50, -0.5, 49));
    expect(reds(pixels(3, 1, [gray(three, { window: { center: 0, width: 100 } })]))).toEqual([
      0, 128, 255,
    ]);
  });

  test('shows whole stored values as DICOM says, rounded half up', () => {
    const stored = fc.integer({ min: -32768, max: 32767 });
    const center = fc.integer({ min: -2000, max: 4000 });
    fc.assert(
      fc.property(stored, center, fc.integer({ min: 1, max: 8192 }), (value, middle, width) => {
        const window = { center: middle, width };
        const one = field([1, 1, 1], Int16Array.of(value));
        const expected = Math.floor(dicomLevel(window, value) + 0.5);
        expect(reds(pixels(1, 1, [gray(one, { window })]))).toEqual([expected]);
      }),
      { numRuns: 2000 },
    );
  });

  test('scales stored values', () => {
    // Stored 1064 x 2 - 2088 = 40 HU, which is 80 of 255.
    const scaled = field([1, 1, 1], Uint16Array.of(1064), { slope: 2, intercept: -2088 });
    expect(reds(pixels(1, 1, [gray(scaled)]))).toEqual([80]);
  });
});

describe('a map layer', () => {
  const ground = gray(field([4, 1, 1], new Uint8Array(4).fill(50)));
  const ramp = field([4, 1, 1], Float32Array.of(0, 100, 200, 255));

  test('takes the colours of its range, and the nearer one outside it', () => {
    expect(pixels(4, 1, [map(ramp)])).toEqual([
      [0, 255, 7],
      [100, 155, 7],
      [200, 55, 7],
      [255, 0, 7],
    ]);
    expect(reds(pixels(4, 1, [map(ramp, { range: [100, 200] })]))).toEqual([0, 0, 255, 255]);
    expect(reds(pixels(4, 1, [map(ramp, { range: [255, 0] })]))).toEqual([255, 155, 55, 0]);
  });

  test('is laid over by its opacity in sRGB', () => {
    // Over gray 100: 100 + (200 - 100) x 0.25 = 125, 100 + (55 - 100) x 0.25 = 88.75.
    const [, , third] = pixels(4, 1, [ground, map(ramp, { opacity: 0.25 })]);
    expect(third).toEqual([125, 89, 77]);
    expect(reds(pixels(4, 1, [ground, map(ramp, { opacity: 0 })]))).toEqual([100, 100, 100, 100]);
    // Halves go up: 100 + (155 - 100) / 2 = 127.5.
    expect(pixels(4, 1, [ground, map(ramp, { opacity: 0.5 })])[1]).toEqual([100, 128, 54]);
  });

  test('hides voxels at or below a value, by the nearest voxel', () => {
    const layers = [ground, map(ramp, { hiddenAtOrBelow: 100 })];
    // Two pixels a voxel: the third and fourth belong to voxel 1, which is hidden.
    expect(reds(pixels(8, 1, layers, { acrossPerPx: 0.5 }))).toEqual([
      100, 100, 100, 100, 175, 214, 241, 255,
    ]);
  });

  test('shows the nearest voxel where it is not smooth', () => {
    const layers = [map(ramp, { smooth: false })];
    expect(reds(pixels(8, 1, layers, { acrossPerPx: 0.5 }))).toEqual([
      0, 0, 100, 100, 200, 200, 255, 255,
    ]);
  });

  test('hides what is not finite', () => {
    const odd = field([4, 1, 1], Float32Array.of(Number.NaN, Infinity, -Infinity, 9));
    expect(reds(pixels(4, 1, [ground, map(odd)]))).toEqual([100, 100, 100, 9]);
  });

  test('is stretched over the box of the first layer', () => {
    const half = field([2, 1, 1], Uint8Array.of(10, 20));
    // Centres 0, 1, 2, 3 of 4 are -0.25, 0.25, 0.75, 1.25 of 2.
    expect(reds(pixels(4, 1, [ground, map(half)]))).toEqual([10, 13, 18, 20]);
  });
});

describe('a calcium layer', () => {
  const values = field([4, 1, 1], Int16Array.of(129, 130, 131, 500));
  const calcium = (labels: readonly number[]): CalciumLayer => ({
    kind: 'calcium',
    field: values,
    labels: field([4, 1, 1], Uint8Array.from(labels)),
    thresholdHu: 130,
    colours: Array.from({ length: 8 }, (_, label) => ({
      rgb: [10 * label, 20, 30] as const,
      opacity: label === 2 ? 0.5 : 1,
    })),
  });

  test('colours labelled voxels from the threshold on', () => {
    expect(reds(pixels(4, 1, [calcium([1, 1, 2, 7])]))).toEqual([1, 10, 11, 70]);
  });

  test('leaves out label 0, and labels of 8 and over', () => {
    expect(reds(pixels(4, 1, [calcium([0, 0, 8, 129])]))).toEqual([1, 1, 1, 1]);
  });

  test('refuses labels of another shape', () => {
    const layer = { ...calcium([1, 1, 1, 1]), labels: field([2, 2, 1], new Uint8Array(4)) };
    expect(() => pixels(4, 1, [layer])).toThrow(
      'labels must have the shape of the field, 4 x 1 x 1, but had: 2 x 2 x 1 (field f)',
    );
  });
});

test('refuses a field with too few voxels', () => {
  expect(() => pixels(1, 1, [gray(field([2, 2, 2], new Uint8Array(7)))])).toThrow(
    'voxels must be 2 x 2 x 2, but were: 7 (field f)',
  );
});
