import type { Renderer } from '../../src/render/renderer';
import type { Field, Scene } from '../../src/render/scene';
import { createSurface, type Surface, type SurfaceOptions } from '../../src/render/surface';
import {
  AXES,
  calcium,
  field,
  fitted,
  gray,
  map,
  randomField,
  randomNumbers,
  randomScene,
  scene,
  single,
  TYPE_NAMES,
} from './render-scenes';

/** How the pictures of the two renderers compare. */
export interface Comparison {
  /** Bytes that differ, and by how much at most. */
  readonly differing: number;
  readonly most: number;
  /** Colours in the picture: one colour compares nothing. */
  readonly colours: number;
  readonly kinds: readonly Renderer['kind'][];
}

function host(): HTMLElement {
  const element = document.getElementById('host');
  if (element === null) throw new Error('no host');
  return element;
}

function compare(scenes: readonly Scene[]): Comparison {
  const surfaces = (['webgl2', 'canvas2d'] as const).map((prefer) =>
    createSurface(host(), { prefer }),
  );
  let differing = 0;
  let most = 0;
  const colours = new Set<number>();
  for (const each of scenes) {
    for (const surface of surfaces) surface.drawNow(each);
    const [one, two] = surfaces.map((surface) => surface.readPixels());
    if (one === undefined || two === undefined || one.length !== two.length) {
      throw new Error('the pictures differ in size');
    }
    for (let i = 0; i < one.length; i++) {
      const difference = Math.abs((one[i] ?? 0) - (two[i] ?? 0));
      if (difference > 0) differing++;
      most = Math.max(most, difference);
    }
    for (const word of new Uint32Array(one.buffer)) colours.add(word);
  }
  const kinds = surfaces.map((surface) => surface.kind);
  for (const surface of surfaces) surface.dispose();
  return { differing, most, colours: colours.size, kinds };
}

const SIZE = [131, 97] as const;

/** The scenes that both renderers must draw alike, by name. */
const SCENES: Readonly<Record<string, () => Scene[]>> = {
  'a volume of one voxel': () => {
    const one = field([1, 1, 1], Int16Array.of(40));
    return [single(fitted(one.shape, [0, 1, 2], SIZE), [gray(one, 40, 400)], SIZE)];
  },
  'a volume of 3 x 5 x 7 along all axes, mirrored or not': () => {
    const odd = randomField([3, 5, 7], 'int16', randomNumbers(1));
    return AXES.flatMap((axes) =>
      [false, true].flatMap((across) =>
        [false, true].map((down) =>
          single(fitted(odd.shape, axes, SIZE, [across, down]), [gray(odd, 0, 60000)], SIZE),
        ),
      ),
    );
  },
  'every type of voxels over its range': () =>
    TYPE_NAMES.flatMap((type) => {
      const source = randomField([13, 9, 3], type, randomNumbers(2));
      const cut = fitted(source.shape, [0, 1, 2], SIZE);
      const widest = Math.max(...Array.from(source.voxels, Math.abs));
      return [400, widest].map((width) => single(cut, [gray(source, width / 3, width)], SIZE));
    }),
  'the extremes of 16 bits': () => {
    const signed = field([4, 1, 1], Int16Array.of(-32768, -1, 0, 32767));
    const unsigned = field([4, 1, 1], Uint16Array.of(0, 32767, 32768, 65535));
    return [signed, unsigned].flatMap((source) =>
      [1, 2, 400, 65536].map((width) =>
        single(fitted(source.shape, [0, 1, 2], SIZE), [gray(source, 0, width)], SIZE),
      ),
    );
  },
  'labels over 7, 127 and 255': () => {
    const values = field([8, 1, 1], new Int16Array(8).fill(500));
    const bytes = field([8, 1, 1], Uint8Array.of(0, 1, 7, 8, 127, 129, 255, 4));
    const words = field([8, 1, 1], Uint16Array.of(0, 1, 7, 256, 257, 260, 65535, 4));
    const cut = fitted(values.shape, [0, 1, 2], SIZE);
    return [bytes, words].map((labels) =>
      single(cut, [gray(values, 40, 2000), calcium(values, labels)], SIZE),
    );
  },
  'NaN and infinity': () => {
    const voxels = Float32Array.of(1, Number.NaN, 2, Infinity, 3, -Infinity, 4, 5, 6, 7, 8, 9);
    const source = field([4, 3, 1], voxels);
    const doubles = field([4, 3, 1], Float64Array.from(voxels));
    const cut = fitted(source.shape, [0, 1, 2], SIZE);
    const exact = { ...cut, acrossAt0: -0.5, acrossPerPx: 0.25, downAt0: -0.5, downPerPx: 0.25 };
    const ground = field([4, 3, 1], new Uint8Array(12).fill(99));
    return [source, doubles].flatMap((each) =>
      [cut, exact].flatMap((way) => [
        single(way, [gray(each, 5, 10)], SIZE),
        single(way, [gray(each, 5, 10, true)], SIZE),
        ...[true, false].map((smooth) =>
          single(way, [gray(ground, 99, 40), map(each, { range: [0, 9], smooth })], SIZE),
        ),
      ]),
    );
  },
  'opacities 0, 0.5 and 1': () => {
    const random = randomNumbers(3);
    const under = randomField([9, 9, 1], 'uint8', random);
    const over = randomField([9, 9, 1], 'uint8', random);
    const cut = fitted(under.shape, [0, 1, 2], SIZE);
    return [0, 0.5, 1].map((opacity) =>
      single(
        cut,
        [gray(under, 128, 256), map(over, { range: [0, 255], opacity, hiddenAtOrBelow: 60 })],
        SIZE,
      ),
    );
  },
  'fields stretched over the box of another': () => {
    const random = randomNumbers(4);
    const base = randomField([16, 12, 6], 'int16', random);
    return AXES.flatMap((axes) =>
      (
        [
          [4, 3, 2],
          [5, 7, 3],
          [33, 25, 13],
          [1, 1, 1],
        ] as const
      ).map((shape) => {
        const other = randomField(shape, 'float32', random);
        return single(
          fitted(base.shape, axes, SIZE),
          [gray(base, 0, 60000), map(other, { range: [-50, 150], opacity: 0.4 })],
          SIZE,
        );
      }),
    );
  },
  'a window of width 1': () => {
    const source = randomField([31, 17, 1], 'uint8', randomNumbers(5));
    const cut = fitted(source.shape, [0, 1, 2], SIZE);
    return [gray(source, 128, 1), gray(source, 128, 1, true)].map((layer) =>
      single(cut, [layer], SIZE),
    );
  },
  'a mammogram of 4096 x 3328': () => {
    const voxels = new Uint16Array(4096 * 3328);
    for (let i = 0; i < voxels.length; i++) voxels[i] = Math.imul(i, 2654435761) >>> 16;
    const source = field([4096, 3328, 1], voxels);
    const size = [800, 650] as const;
    const close = { acrossAt0: 4000.25, acrossPerPx: 0.13, downAt0: 3290, downPerPx: 0.07 };
    const cut = fitted(source.shape, [0, 1, 2], size);
    return [cut, { ...cut, ...close }].map((way) =>
      single(way, [gray(source, 30000, 50000)], size),
    );
  },
  'panes that overlap, stick out and are empty': () => {
    const source = randomField([9, 7, 5], 'int16', randomNumbers(6));
    const layers = [gray(source, 0, 60000)];
    const panes = [
      { x: -20, y: -10, width: 60, height: 50 },
      { x: 30, y: 20, width: 60, height: 50 },
      { x: 90, y: 60, width: 80, height: 90 },
      { x: 5, y: 50, width: 0, height: 20 },
      { x: 400, y: 500, width: 10, height: 20 },
    ].map((rect, i) => ({
      rect,
      cut: { ...fitted(source.shape, [0, 1, 2], [60, 50]), slice: i },
      layers,
    }));
    return [scene(...SIZE, panes), scene(...SIZE, []), scene(1, 1, panes)];
  },
  'slices outside the volume': () => {
    const source = randomField([9, 7, 5], 'int16', randomNumbers(7));
    const cut = fitted(source.shape, [0, 1, 2], SIZE);
    return [-1, 4, 5].map((slice) => single({ ...cut, slice }, [gray(source, 0, 60000)], SIZE));
  },
  'voxels written to': () => {
    const source = randomField([9, 7, 5], 'uint8', randomNumbers(8));
    const labels = (revision: number, changed: readonly number[] | null): Field => ({
      ...source,
      revision,
      changed,
      voxels: source.voxels.map((value, i) =>
        i >= 2 * 63 && i < 3 * 63 ? value + 40 * revision : value,
      ),
    });
    const cut = fitted(source.shape, [0, 1, 2], SIZE);
    // The last one skips a revision, so that what it says of changes is not enough.
    return [labels(0, null), labels(1, [2]), labels(2, null), labels(4, [])].map((each) =>
      single(cut, [gray(each, 128, 256)], SIZE),
    );
  },
};

const seeds = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => randomScene(first + i));

/** A picture that is easy to tell: a gray ramp, with a map over its right half. */
function plainScene(center = 40): Scene {
  const ramp = field(
    [64, 48, 1],
    Int16Array.from({ length: 64 * 48 }, (_, i) => (i % 64) * 4),
    {
      key: 'ramp',
    },
  );
  return single(fitted(ramp.shape, [0, 1, 2], [320, 240]), [gray(ramp, center, 200)], [320, 240]);
}

let surface: Surface | null = null;

/** What the tests call by page.evaluate. */
const renderPage = {
  names: Object.keys(SCENES),
  compare: (name: string) => compare(SCENES[name]?.() ?? []),
  compareRandom: (first: number, count: number) => compare(seeds(first, count)),

  open(options: SurfaceOptions): Renderer['kind'] {
    surface?.dispose();
    surface = createSurface(host(), options);
    return surface.kind;
  },
  openBeside: (element: HTMLElement): Surface => createSurface(element, { prefer: 'webgl2' }),
  surface(): Surface {
    if (surface === null) throw new Error('no surface is open');
    return surface;
  },
  plainScene,
  /** Whether the surface shows exactly what the loops say. */
  isRight(expected: Scene): boolean {
    const twin = createSurface(document.createElement('div'), { prefer: 'canvas2d' });
    twin.drawNow(expected);
    const right = twin.readPixels();
    const shown = renderPage.surface().readPixels();
    twin.dispose();
    return shown.length === right.length && shown.every((value, i) => value === right[i]);
  },
  loseContext(): void {
    lossOf().loseContext();
  },
  restoreContext(): void {
    lossOf().restoreContext();
  },
  field,
  fitted,
  gray,
  single,
};

let loss: WEBGL_lose_context | null = null;

function lossOf(): WEBGL_lose_context {
  const canvas = renderPage.surface().element.querySelector('canvas');
  // Once lost, a context hands out no extension.
  loss = canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context') ?? loss;
  if (loss === null) throw new Error('no context to lose');
  return loss;
}

declare global {
  interface Window {
    renderPage: typeof renderPage;
  }
}
window.renderPage = renderPage;
