import { type AxisTable, axisTable, type FixedAxis } from './fixed-axis';
import {
  type CalciumPlan,
  checkField,
  type GrayPlan,
  type MapPlan,
  type PanePlan,
} from './pane-plan';
import { ROUNDING } from './rounding';
import type { Field, Rgb } from './scene';

// The pixels, defined: layers.frag does the same, operation by operation. Each Math.fround marks a
// 32-bit float operation; without it a half could be rounded the other way than on the GPU.
const float = Math.fround;

/** RGBA of a whole canvas, a word a pixel (0xAABBGGRR), rows from the top. */
export interface Picture {
  readonly width: number;
  /** Signed, since V8 keeps unsigned words as doubles. */
  readonly pixels: Int32Array;
}

/** Returns the word of an opaque colour. */
export function opaque([red, green, blue]: Rgb): number {
  return 0xff000000 | (blue << 16) | (green << 8) | red;
}

/** Paints the layers of a pane over each other; the background is there already. */
export function paintLayers(picture: Picture, plan: PanePlan): void {
  for (const layer of plan.layers) {
    checkField(layer.field);
    switch (layer.kind) {
      case 'gray':
        paintGray(picture, plan, layer);
        break;
      case 'map':
        paintMap(picture, plan, layer);
        break;
      case 'calcium':
        checkField(layer.labels);
        paintCalcium(picture, plan, layer);
        break;
    }
  }
}

function paintGray(picture: Picture, plan: PanePlan, layer: GrayPlan): void {
  const { base, gain } = layer.ramp;
  const flip = layer.inverted ? 255 : 0;
  const { width } = plan.inside;
  const between = smoothRows(plan, layer);
  const { pixels } = picture;
  for (let y = 0; y < plan.inside.height; y++) {
    const values = between(y);
    const start = (plan.inside.y + y) * picture.width + plan.inside.x;
    for (let x = 0; x < width; x++) {
      const value = values[x] as number;
      const level = float(float(value - base) * gain);
      const shown = level > 0 ? Math.min(level, 255) : 0;
      // Black, inverted or not, where a voxel is NaN or infinite.
      const gray = value - value === 0 ? float(shown + ROUNDING) | 0 : flip;
      pixels[start + x] = 0xff000000 | ((gray ^ flip) * 0x010101);
    }
  }
}

function paintMap(picture: Picture, plan: PanePlan, layer: MapPlan): void {
  const { base, gain } = layer.ramp;
  const { sign, last } = layer.hidden;
  const { keep, redBlue, green } = packed(layer.over);
  const { width } = plan.inside;
  const nearest = nearestRows(plan, layer, layer.field);
  const between = layer.smooth ? smoothRows(plan, layer) : null;
  const { pixels } = picture;
  for (let y = 0; y < plan.inside.height; y++) {
    const voxels = nearest(y);
    const values = between === null ? voxels : between(y);
    const start = (plan.inside.y + y) * picture.width + plan.inside.x;
    for (let x = 0; x < width; x++) {
      const voxel = voxels[x] as number;
      const value = values[x] as number;
      if (sign * voxel <= last || voxel - voxel !== 0 || value - value !== 0) continue;
      const level = float(float(value - base) * gain);
      const shown = level > 0 ? Math.min(level, 255) : 0;
      const colour = float(shown + ROUNDING) | 0;
      const under = pixels[start + x] as number;
      pixels[start + x] = laidOver(
        under,
        keep[colour] as number,
        redBlue[colour] as number,
        green[colour] as number,
      );
    }
  }
}

function paintCalcium(picture: Picture, plan: PanePlan, layer: CalciumPlan): void {
  const { sign, last } = layer.hidden;
  const { keep, redBlue, green } = packed(layer.over);
  const { width } = plan.inside;
  const nearest = nearestRows(plan, layer, layer.field);
  const nearestLabel = nearestRows(plan, layer, layer.labels);
  const { pixels } = picture;
  for (let y = 0; y < plan.inside.height; y++) {
    const labels = nearestLabel(y);
    const voxels = nearest(y);
    const start = (plan.inside.y + y) * picture.width + plan.inside.x;
    for (let x = 0; x < width; x++) {
      const label = labels[x] as number;
      if (!(label >= 1 && label <= 7)) continue;
      const voxel = voxels[x] as number;
      if (sign * voxel <= last || voxel - voxel !== 0) continue;
      const colour = label | 0;
      const under = pixels[start + x] as number;
      pixels[start + x] = laidOver(
        under,
        keep[colour] as number,
        redBlue[colour] as number,
        green[colour] as number,
      );
    }
  }
}

/** Returns the colours of overOf, two channels a word: red and blue, 16 bits each, and green. */
function packed(over: Float32Array): { keep: Int32Array; redBlue: Int32Array; green: Int32Array } {
  const colours = over.length / 4;
  const keep = new Int32Array(colours);
  const redBlue = new Int32Array(colours);
  const green = new Int32Array(colours);
  for (let i = 0; i < colours; i++) {
    redBlue[i] = ((over[4 * i + 2] as number) << 16) | (over[4 * i] as number);
    green[i] = (over[4 * i + 1] as number) << 8;
    keep[i] = over[4 * i + 3] as number;
  }
  return { keep, redBlue, green };
}

/** Returns a colour over another: (under x keep + over) / 256, channel by channel, cut. */
function laidOver(under: number, keep: number, redBlue: number, green: number): number {
  return (
    0xff000000 |
    (((Math.imul(under & 0xff00ff, keep) + redBlue) >>> 8) & 0xff00ff) |
    (((Math.imul(under & 0xff00, keep) + green) >>> 8) & 0xff00)
  );
}

/** Returns a reader of rows of stored values, by linear interpolation in the plane. */
function smoothRows(plan: PanePlan, layer: GrayPlan | MapPlan): (y: number) => Float32Array {
  const { width } = plan.inside;
  const { across, down } = tablesOf(plan, layer);
  const read = rowReader(plan, layer, layer.field, across);
  const mixed = new Float32Array(width);
  // Many rows of pixels lie between the same two rows of voxels.
  let top = { row: -1, values: new Float32Array(width) };
  let bottom = { row: -1, values: new Float32Array(width) };
  return (y) => {
    const low = down.low[y] as number;
    const high = down.high[y] as number;
    if (top.row !== low && (bottom.row === low || top.row === high)) [top, bottom] = [bottom, top];
    if (top.row !== low) {
      mixAcross(read(low), across, top.values);
      top.row = low;
    }
    if (high === low) return top.values;
    if (bottom.row !== high) {
      mixAcross(read(high), across, bottom.values);
      bottom.row = high;
    }
    mixDown(top.values, bottom.values, down.weight[y] as number, mixed);
    return mixed;
  };
}

/** Returns a reader of rows of stored values of the nearest voxels. */
function nearestRows(
  plan: PanePlan,
  layer: MapPlan | CalciumPlan,
  field: Field,
): (y: number) => Float32Array {
  const { across, down } = tablesOf(plan, layer);
  const read = rowReader(plan, layer, field, across);
  const values = new Float32Array(plan.inside.width);
  let row = -1;
  return (y) => {
    const next = down.nearest[y] as number;
    if (next === row) return values;
    row = next;
    pick(read(row), across.nearest, values);
    return values;
  };
}

/** The voxels of the pixels inside the volume. */
function tablesOf(
  { inside, pane }: PanePlan,
  layer: { readonly across: FixedAxis; readonly down: FixedAxis },
): { across: AxisTable; down: AxisTable } {
  const left = inside.x - pane.rect.x;
  const top = inside.y - pane.rect.y;
  return {
    across: axisTable(layer.across, { first: left, end: left + inside.width }),
    down: axisTable(layer.down, { first: top, end: top + inside.height }),
  };
}

/** Distances in the voxel array: to the slice's first voxel, and between neighbours in it. */
function stepsOf(
  plan: PanePlan,
  layer: { readonly field: Field; readonly slice: number },
): { origin: number; across: number; down: number } {
  const { cut } = plan.pane;
  const [width, height] = layer.field.shape;
  const strides = [1, width, width * height] as const;
  return {
    origin: layer.slice * strides[cut.through],
    across: strides[cut.across],
    down: strides[cut.down],
  };
}

/**
 * Returns a reader of rows of voxels as 32-bit floats, the same array each time: loops over one type
 * of array are several times faster than over any.
 */
function rowReader(
  plan: PanePlan,
  layer: { readonly field: Field; readonly slice: number },
  { voxels, shape }: Field,
  across: AxisTable,
): (row: number) => Float32Array {
  const steps = stepsOf(plan, layer);
  const first = Math.min(across.low[0] as number, across.low[across.low.length - 1] as number);
  const end = Math.max(across.high[0] as number, across.high[across.high.length - 1] as number) + 1;
  const values = new Float32Array(shape[plan.pane.cut.across]);
  return (row) => {
    const origin = steps.origin + row * steps.down;
    if (steps.across === 1) values.set(voxels.subarray(origin + first, origin + end), first);
    else gather(voxels, origin, steps.across, first, end, values);
    return values;
  };
}

/** Copies voxels that don't lie side by side; a loop for each usual type, for the same reason. */
function gather(
  voxels: Field['voxels'],
  origin: number,
  step: number,
  first: number,
  end: number,
  out: Float32Array,
): void {
  if (voxels instanceof Int16Array) {
    for (let i = first; i < end; i++) out[i] = voxels[origin + i * step] as number;
  } else if (voxels instanceof Float32Array) {
    for (let i = first; i < end; i++) out[i] = voxels[origin + i * step] as number;
  } else {
    for (let i = first; i < end; i++) out[i] = voxels[origin + i * step] as number;
  }
}

function mixAcross(
  voxels: Float32Array,
  across: Pick<AxisTable, 'low' | 'high' | 'weight'>,
  out: Float32Array,
): void {
  const { low, high, weight } = across;
  for (let x = 0; x < out.length; x++) {
    const one = voxels[low[x] as number] as number;
    const two = voxels[high[x] as number] as number;
    out[x] = one + float(float(two - one) * (weight[x] as number));
  }
}

function mixDown(top: Float32Array, bottom: Float32Array, weight: number, out: Float32Array): void {
  for (let x = 0; x < out.length; x++) {
    const one = top[x] as number;
    out[x] = one + float(float((bottom[x] as number) - one) * weight);
  }
}

function pick(voxels: Float32Array, nearest: Int32Array, out: Float32Array): void {
  for (let x = 0; x < out.length; x++) out[x] = voxels[nearest[x] as number] as number;
}
