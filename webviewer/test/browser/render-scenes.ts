import { colourTable } from '../../src/render/colours';
import type {
  CalciumLayer,
  Cut,
  Field,
  GrayLayer,
  Layer,
  MapLayer,
  Pane,
  Scene,
} from '../../src/render/scene';
import type { Axis, Triple } from '../../src/volume/grid';
import type { VoxelArray } from '../../src/volume/volume';

/** Numbers from 0 to 1 that depend on the seed alone (Mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

let fields = 0;

export function field(shape: Triple, voxels: VoxelArray, scaling: Partial<Field> = {}): Field {
  return {
    key: `field ${++fields}`,
    revision: 0,
    changed: null,
    shape,
    voxels,
    slope: 1,
    intercept: 0,
    ...scaling,
  };
}

export function gray(source: Field, center: number, width: number, inverted = false): GrayLayer {
  return { kind: 'gray', field: source, window: { center, width }, inverted };
}

export function map(source: Field, settings: Partial<MapLayer> = {}): MapLayer {
  return {
    kind: 'map',
    field: source,
    range: [0, 100],
    colours: colourTable('viridis'),
    opacity: 1,
    hiddenAtOrBelow: -Infinity,
    smooth: true,
    ...settings,
  };
}

export function calcium(source: Field, labels: Field, opacity = 0.6): CalciumLayer {
  return {
    kind: 'calcium',
    field: source,
    labels,
    thresholdHu: 130,
    colours: Array.from({ length: 8 }, (_, label) => ({
      rgb: [30 * label, 255 - 20 * label, 99] as const,
      opacity,
    })),
  };
}

/** A cut through the middle that shows the whole slice in a pane, mirrored where asked. */
export function fitted(
  shape: Triple,
  [across, down, through]: readonly [Axis, Axis, Axis],
  [width, height]: readonly [number, number],
  mirrored: readonly [boolean, boolean] = [false, false],
): Cut {
  // A little more than the box, so that its edges are seen.
  const acrossPerPx = (shape[across] * 1.13) / width;
  const downPerPx = (shape[down] * 1.13) / height;
  const acrossAt0 = -0.5 - shape[across] * 0.07;
  const downAt0 = -0.5 - shape[down] * 0.04;
  return {
    across,
    down,
    through,
    slice: Math.floor(shape[through] / 2),
    acrossAt0: mirrored[0] ? acrossAt0 + width * acrossPerPx : acrossAt0,
    acrossPerPx: mirrored[0] ? -acrossPerPx : acrossPerPx,
    downAt0: mirrored[1] ? downAt0 + height * downPerPx : downAt0,
    downPerPx: mirrored[1] ? -downPerPx : downPerPx,
  };
}

export function scene(widthPx: number, heightPx: number, panes: readonly Pane[]): Scene {
  return { widthPx, heightPx, background: [10, 120, 14], panes };
}

/** One pane over the whole canvas. */
export function single(cut: Cut, layers: readonly Layer[], size: readonly [number, number]): Scene {
  const [width, height] = size;
  return scene(width, height, [{ rect: { x: 0, y: 0, width, height }, cut, layers }]);
}

export const AXES: readonly (readonly [Axis, Axis, Axis])[] = [
  [0, 1, 2],
  [1, 0, 2],
  [0, 2, 1],
  [2, 0, 1],
  [1, 2, 0],
  [2, 1, 0],
];

type Make = (length: number) => VoxelArray;
type Fill = (voxels: VoxelArray, random: () => number) => VoxelArray;

const integers =
  (low: number, high: number): Fill =>
  (voxels, random) =>
    voxels.map(() => Math.floor(low + random() * (high - low + 1))) as VoxelArray;
const reals: Fill = (voxels, random) => voxels.map(() => random() * 300 - 100) as VoxelArray;

/** Every type of voxels, over all of its range or, where that is more than a float holds, some. */
const TYPES: Readonly<Record<string, readonly [Make, Fill]>> = {
  int8: [(n) => new Int8Array(n), integers(-128, 127)],
  uint8: [(n) => new Uint8Array(n), integers(0, 255)],
  int16: [(n) => new Int16Array(n), integers(-32768, 32767)],
  uint16: [(n) => new Uint16Array(n), integers(0, 65535)],
  int32: [(n) => new Int32Array(n), integers(-2147483648, 2147483647)],
  uint32: [(n) => new Uint32Array(n), integers(0, 4294967295)],
  float32: [(n) => new Float32Array(n), reals],
  float64: [(n) => new Float64Array(n), reals],
};

export const TYPE_NAMES: readonly string[] = Object.keys(TYPES);

export function randomField(
  shape: Triple,
  type: string,
  random: () => number,
  scaling: Partial<Field> = {},
): Field {
  const known = TYPES[type];
  if (known === undefined) throw new Error(`no such type: ${type}`);
  const [make, fill] = known;
  return field(shape, fill(make(shape[0] * shape[1] * shape[2]), random), scaling);
}

/** Any scene: sizes, axes, types, layers, scaling, and where the panes lie. */
export function randomScene(seed: number): Scene {
  const random = randomNumbers(seed);
  const whole = (low: number, high: number) => Math.floor(low + random() * (high - low + 1));
  const pick = <T>(choices: readonly T[]): T => choices[whole(0, choices.length - 1)] as T;
  const real = (low: number, high: number) => low + random() * (high - low);
  const anyShape = (): Triple => [whole(1, 23), whole(1, 19), whole(1, 9)];
  const scaling = () => ({
    slope: pick([1, 1, 0.1, -2.5, 1 / 3]),
    intercept: pick([0, -1024, 0.25]),
  });

  const anyLayer = (shape: Triple, first: boolean): Layer => {
    const own = first || random() < 0.5 ? shape : anyShape();
    const source = randomField(own, pick(TYPE_NAMES), random, scaling());
    const value = (place: number) =>
      Number(source.voxels[Math.floor(place * source.voxels.length)]) * source.slope +
      source.intercept;
    switch (pick(['gray', 'map', 'calcium'])) {
      case 'gray':
        return gray(source, value(random()), pick([1, 1.5, 2, 400, 65536]), random() < 0.3);
      case 'map':
        return map(source, {
          range: [value(random()), value(random())],
          colours: colourTable(pick(['viridis', 'inferno', 'gray', 'heat'])),
          opacity: pick([0, 0.5, 1, random()]),
          hiddenAtOrBelow: pick([-Infinity, value(random())]),
          smooth: random() < 0.7,
        });
      default:
        return {
          ...calcium(source, randomField(own, pick(['uint8', 'int16']), random), random()),
          thresholdHu: value(random()),
        };
    }
  };

  const widthPx = whole(1, 97);
  const heightPx = whole(1, 61);
  const panes = Array.from({ length: whole(1, 3) }, (): Pane => {
    const shape = anyShape();
    const [across, down, through] = pick(AXES);
    const layers = Array.from({ length: whole(1, 3) }, (_, i) => anyLayer(shape, i === 0));
    const x = whole(-9, widthPx);
    const y = whole(-9, heightPx);
    const rect = { x, y, width: whole(0, 80), height: whole(0, 60) };
    const acrossPerPx = real(0.02, 1) * pick([1, -1]);
    const downPerPx = real(0.02, 1) * pick([1, -1]);
    const cut: Cut = {
      across,
      down,
      through,
      slice: whole(0, shape[through] - 1),
      // Near the middle of the volume.
      acrossAt0: real(0, shape[across] - 1) - (rect.width / 2) * acrossPerPx,
      acrossPerPx,
      downAt0: real(0, shape[down] - 1) - (rect.height / 2) * downPerPx,
      downPerPx,
    };
    return { rect, cut, layers };
  });
  return scene(widthPx, heightPx, panes);
}
