import type { Triple } from '../volume/grid';
import {
  type AxisCut,
  type FixedAxis,
  fixedAxis,
  pixelsInside,
  stretchedSlice,
} from './fixed-axis';
import type { Cut, Field, Layer, MapLayer, Pane, Rect, Scene } from './scene';
import { type Ramp, rampOf, type StoredBorder, storedBorder } from './stored';
import { checkWindow } from './voi';

/** How a layer's field lies under the pane. */
interface Sampled {
  readonly field: Field;
  readonly across: FixedAxis;
  readonly down: FixedAxis;
  /** A voxel index of the field along the pane's `through`. */
  readonly slice: number;
}

export interface GrayPlan extends Sampled {
  readonly kind: 'gray';
  readonly ramp: Ramp;
  readonly inverted: boolean;
}

export interface MapPlan extends Sampled {
  readonly kind: 'map';
  readonly ramp: Ramp;
  readonly hidden: StoredBorder;
  /** By place in the colour table, 256; see overOf. */
  readonly over: Float32Array;
  readonly smooth: boolean;
}

export interface CalciumPlan extends Sampled {
  readonly kind: 'calcium';
  readonly labels: Field;
  /** What lies below the threshold. */
  readonly hidden: StoredBorder;
  /** By label, 8; see overOf. */
  readonly over: Float32Array;
}

export type LayerPlan = GrayPlan | MapPlan | CalciumPlan;

/**
 * A pane worked out as far as it can be without touching a voxel. Both renderers start from it and
 * do the same 32-bit float operations, in the same order, on what it holds.
 */
export interface PanePlan {
  readonly pane: Pane;
  /** Pixels of the canvas that show voxels; the rest of the pane is background. May be empty. */
  readonly inside: Rect;
  readonly layers: readonly LayerPlan[];
}

const LABELS = 8;
const NO_COLOUR = { rgb: [0, 0, 0], opacity: 0 };

/**
 * Returns colours ready to be laid over others, four numbers each: red, green and blue times w plus
 * 128, and 256 - w, where w is the opacity in 256ths. A colour over another is then
 *
 *     floor((under x fourth + first to third) / 256)
 *
 * in whole numbers below 2^16, the same for both renderers.
 */
function overOf(
  colours: readonly { readonly rgb: readonly number[]; readonly opacity: number }[],
): Float32Array {
  const over = new Float32Array(colours.length * 4);
  for (const [i, { rgb, opacity }] of colours.entries()) {
    const weight = Math.round(256 * checkOpacity(opacity));
    over.set([...rgb.map((channel) => channel * weight + 128), 256 - weight], i * 4);
  }
  return over;
}

/**
 * Returns the plan of a pane.
 *
 * @throws RangeError if a number of the scene makes no sense; the message says which
 */
export function planPane(scene: Scene, pane: Pane): PanePlan {
  const { cut, rect } = pane;
  const base = pane.layers[0]?.field;
  const empty: PanePlan = { pane, inside: { x: 0, y: 0, width: 0, height: 0 }, layers: [] };
  if (base === undefined || rect.width <= 0 || rect.height <= 0) return empty;
  const voxelsThrough = base.shape[cut.through];
  if (!(cut.slice >= 0 && cut.slice < voxelsThrough)) return empty;

  checkCut(cut);
  const across: AxisCut = {
    at0: cut.acrossAt0,
    perPx: cut.acrossPerPx,
    pixels: rect.width,
    voxels: base.shape[cut.across],
  };
  const down: AxisCut = {
    at0: cut.downAt0,
    perPx: cut.downPerPx,
    pixels: rect.height,
    voxels: base.shape[cut.down],
  };
  const layers = pane.layers.map((layer) =>
    planLayer(layer, {
      field: layer.field,
      across: fixedAxis(across, layer.field.shape[cut.across]),
      down: fixedAxis(down, layer.field.shape[cut.down]),
      slice: stretchedSlice(cut.slice, voxelsThrough, layer.field.shape[cut.through]),
    }),
  );
  const columns = pixelsInside(fixedAxis(across, across.voxels), rect.width);
  const rows = pixelsInside(fixedAxis(down, down.voxels), rect.height);
  const left = Math.max(0, rect.x + columns.first);
  const top = Math.max(0, rect.y + rows.first);
  const right = Math.min(scene.widthPx, rect.x + columns.end);
  const bottom = Math.min(scene.heightPx, rect.y + rows.end);
  if (right <= left || bottom <= top) return empty;
  return {
    pane,
    inside: { x: left, y: top, width: right - left, height: bottom - top },
    layers,
  };
}

/** Returns the part of a pane that lies on the canvas. */
export function visibleRect(scene: Scene, rect: Rect): Rect {
  const x = Math.min(Math.max(0, rect.x), scene.widthPx);
  const y = Math.min(Math.max(0, rect.y), scene.heightPx);
  return {
    x,
    y,
    width: Math.max(0, Math.min(scene.widthPx, rect.x + rect.width) - x),
    height: Math.max(0, Math.min(scene.heightPx, rect.y + rect.height) - y),
  };
}

/** Throws a RangeError unless the field has as many voxels as its shape says, and at least one. */
export function checkField(field: Field): void {
  const [x, y, z] = field.shape;
  if (!(x >= 1 && y >= 1 && z >= 1) || field.voxels.length !== x * y * z) {
    throw new RangeError(
      `voxels must be ${shapeName(field.shape)}, but were: ${field.voxels.length} (field ${field.key})`,
    );
  }
}

function checkCut({ acrossAt0, acrossPerPx, downAt0, downPerPx }: Cut): void {
  const numbers = [acrossAt0, acrossPerPx, downAt0, downPerPx];
  if (!numbers.every(Number.isFinite)) {
    throw new RangeError(`a cut's numbers must be finite, but were: ${numbers.join(', ')}`);
  }
}

function planLayer(layer: Layer, sampled: Sampled): LayerPlan {
  const { field } = layer;
  switch (layer.kind) {
    case 'gray': {
      checkWindow(layer.window);
      const span = layer.window.width - 1;
      const from = layer.window.center - 0.5 - span / 2;
      const ramp = rampOf(field, from, from + span);
      return { kind: 'gray', ...sampled, ramp, inverted: layer.inverted };
    }
    case 'map':
      checkMap(layer);
      return {
        kind: 'map',
        ...sampled,
        ramp: rampOf(field, layer.range[0], layer.range[1]),
        hidden: storedBorder(field, (value) => value <= layer.hiddenAtOrBelow),
        over: overOf(
          Array.from({ length: 256 }, (_, i) => ({
            rgb: [...layer.colours.subarray(3 * i, 3 * i + 3)],
            opacity: layer.opacity,
          })),
        ),
        smooth: layer.smooth,
      };
    case 'calcium': {
      if (layer.labels.shape.some((size, axis) => size !== field.shape[axis])) {
        throw new RangeError(
          `labels must have the shape of the field, ${shapeName(field.shape)}, ` +
            `but had: ${shapeName(layer.labels.shape)} (field ${layer.labels.key})`,
        );
      }
      return {
        kind: 'calcium',
        ...sampled,
        labels: layer.labels,
        hidden: storedBorder(field, (value) => value < layer.thresholdHu),
        over: overOf(
          Array.from({ length: LABELS }, (_, label) => layer.colours[label] ?? NO_COLOUR),
        ),
      };
    }
  }
}

function checkMap(layer: MapLayer): void {
  if (layer.colours.length !== 768) {
    throw new RangeError(`colours must be 256 x RGB, but were: ${layer.colours.length} bytes`);
  }
  if (!layer.range.every(Number.isFinite)) {
    throw new RangeError(`range must be finite, but was: ${layer.range.join(' to ')}`);
  }
  checkOpacity(layer.opacity);
}

function checkOpacity(opacity: number): number {
  if (!(opacity >= 0 && opacity <= 1)) {
    throw new RangeError(`opacity must be 0 to 1, but was: ${opacity}`);
  }
  return opacity;
}

function shapeName(shape: Triple): string {
  return shape.join(' x ');
}
