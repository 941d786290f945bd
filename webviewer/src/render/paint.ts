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

// The pixels, defined: pane.frag does the same, operation by operation. Each Math.fround marks a
// 32-bit float operation; without it a half could be rounded the other way than on the GPU.
const float = Math.fround;

/** RGBA of a whole canvas, a word a pixel (0xAABBGGRR), rows from the top. */
export interface Picture {
  readonly width: number;
  readonly pixels: Uint32Array;
}

/** Returns the word of an opaque colour. */
export function opaque([red, green, blue]: Rgb): number {
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
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
  const { opacity } = layer;
  if (opacity === 0) return;
  const colours = Float32Array.from(layer.colours);
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
      const place = level > 0 ? Math.min(level, 255) : 0;
      const index = place | 0;
      const share = float(place - index);
      const one = index * 3;
      const two = index < 255 ? one + 3 : one;
      const under = pixels[start + x] as number;
      pixels[start + x] =
        0xff000000 |
        (blend(
          (under >>> 16) & 255,
          mix(colours[one + 2] as number, colours[two + 2] as number, share),
          opacity,
        ) <<
          16) |
        (blend(
          (under >>> 8) & 255,
          mix(colours[one + 1] as number, colours[two + 1] as number, share),
          opacity,
        ) <<
          8) |
        blend(under & 255, mix(colours[one] as number, colours[two] as number, share), opacity);
    }
  }
}

function paintCalcium(picture: Picture, plan: PanePlan, layer: CalciumPlan): void {
  const { sign, last } = layer.hidden;
  const { colours } = layer;
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
      const colour = (label | 0) * 4;
      const opacity = colours[colour + 3] as number;
      const under = pixels[start + x] as number;
      pixels[start + x] =
        0xff000000 |
        (blend((under >>> 16) & 255, colours[colour + 2] as number, opacity) << 16) |
        (blend((under >>> 8) & 255, colours[colour + 1] as number, opacity) << 8) |
        blend(under & 255, colours[colour] as number, opacity);
    }
  }
}

/** Returns the colour `share` of the way from one to two. */
function mix(one: number, two: number, share: number): number {
  return float(one + float(float(two - one) * share));
}

/** Returns plain alpha blending of two sRGB values (0 to 255), rounded. */
function blend(under: number, over: number, opacity: number): number {
  return float(mix(under, over, opacity) + ROUNDING) | 0;
}

/** Returns a reader of rows of stored values, by linear interpolation in the plane. */
function smoothRows(plan: PanePlan, layer: GrayPlan | MapPlan): (y: number) => Float32Array {
  const { width } = plan.inside;
  const { voxels } = layer.field;
  const { across, down } = tablesOf(plan, layer);
  const steps = stepsOf(plan, layer);
  const mixed = new Float32Array(width);
  // Many rows of pixels lie between the same two rows of voxels.
  let top = { row: -1, values: new Float32Array(width) };
  let bottom = { row: -1, values: new Float32Array(width) };
  return (y) => {
    const low = down.low[y] as number;
    const high = down.high[y] as number;
    if (top.row !== low && (bottom.row === low || top.row === high)) [top, bottom] = [bottom, top];
    if (top.row !== low) {
      mixAcross(voxels, steps.origin + low * steps.down, steps.across, across, top.values);
      top.row = low;
    }
    if (high === low) return top.values;
    if (bottom.row !== high) {
      mixAcross(voxels, steps.origin + high * steps.down, steps.across, across, bottom.values);
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
  const { voxels } = field;
  const { across, down } = tablesOf(plan, layer);
  const steps = stepsOf(plan, layer);
  const values = new Float32Array(plan.inside.width);
  let row = -1;
  return (y) => {
    const next = down.nearest[y] as number;
    if (next === row) return values;
    row = next;
    pick(voxels, steps.origin + row * steps.down, steps.across, across.nearest, values);
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

function mixAcross(
  voxels: Field['voxels'],
  origin: number,
  step: number,
  across: Pick<AxisTable, 'low' | 'high' | 'weight'>,
  out: Float32Array,
): void {
  const { low, high, weight } = across;
  for (let x = 0; x < out.length; x++) {
    const one = float(voxels[origin + (low[x] as number) * step] as number);
    const two = float(voxels[origin + (high[x] as number) * step] as number);
    out[x] = one + float(float(two - one) * (weight[x] as number));
  }
}

function mixDown(top: Float32Array, bottom: Float32Array, weight: number, out: Float32Array): void {
  for (let x = 0; x < out.length; x++) {
    const one = top[x] as number;
    out[x] = one + float(float((bottom[x] as number) - one) * weight);
  }
}

function pick(
  voxels: Field['voxels'],
  origin: number,
  step: number,
  nearest: Int32Array,
  out: Float32Array,
): void {
  for (let x = 0; x < out.length; x++) {
    out[x] = voxels[origin + (nearest[x] as number) * step] as number;
  }
}
