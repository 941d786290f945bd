import type { VoxelArray } from '../volume/volume';

/**
 * How voxels are compared and added up, the same way as the job does: whole numbers as stored and
 * scaled once at the end, or HU as 32-bit floats in steps of 1/65536 HU.
 */
export type Holding =
  | { readonly kind: 'stored'; readonly slope: number; readonly intercept: number }
  | { readonly kind: 'real' };

/** Voxels ready to be compared and added up. */
export type HeldArray = Int16Array | Int32Array | Float32Array;

const STEPS_PER_HU = 65536;

/** Returns how the job held such voxels: as stored where they are whole and keep their order. */
export function holdingOf(voxels: VoxelArray, slope: number, intercept: number): Holding {
  const whole =
    voxels instanceof Int8Array ||
    voxels instanceof Uint8Array ||
    voxels instanceof Int16Array ||
    voxels instanceof Uint16Array ||
    voxels instanceof Int32Array;
  return whole && slope > 0 ? { kind: 'stored', slope, intercept } : { kind: 'real' };
}

/** Returns voxels as they are held, without a copy where they are so already. */
export function heldVoxels(
  voxels: VoxelArray,
  holding: Holding,
  slope: number,
  intercept: number,
): HeldArray {
  if (holding.kind === 'stored') {
    if (voxels instanceof Int16Array || voxels instanceof Int32Array) {
      return voxels;
    }
    return voxels instanceof Uint16Array ? Int32Array.from(voxels) : Int16Array.from(voxels);
  }
  if (voxels instanceof Float32Array && slope === 1 && intercept === 0) {
    return voxels;
  }
  const hu = new Float32Array(voxels.length);
  for (let i = 0; i < hu.length; i++) {
    hu[i] = roundedDown(slope * (voxels[i] ?? 0) + intercept);
  }
  return hu;
}

/** Returns the smallest held value that is at least `thresholdHu`. */
export function leastHeld(holding: Holding, thresholdHu: number): number {
  if (holding.kind === 'real') {
    const nearest = Math.fround(thresholdHu);
    return nearest < thresholdHu ? nextFloat(nearest, 1) : nearest;
  }
  // Scaling in double never reverses an order, so halving finds it.
  let low = -(2 ** 31);
  let high = 2 ** 31;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (huOf(holding, middle) >= thresholdHu) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** Returns the HU of a held value; 0 has no sign. */
export function huOf(holding: Holding, held: number): number {
  return holding.kind === 'real' ? held + 0 : holding.slope * held + holding.intercept + 0;
}

/** Returns a held value as it is added up: a whole number. */
export function addend(holding: Holding, held: number): number {
  return holding.kind === 'real' ? Math.round(held * STEPS_PER_HU) : held;
}

/** Returns the attenuations of `count` voxels from their addends' sum, whole HU, halves up. */
export function sumHuOf(holding: Holding, sum: number, count: number): number {
  if (holding.kind === 'real') {
    return Math.floor((sum + STEPS_PER_HU / 2) / STEPS_PER_HU);
  }
  return Math.round(holding.slope * sum + holding.intercept * count);
}

/** Returns the largest 32-bit float that is not above a value. */
function roundedDown(hu: number): number {
  const nearest = Math.fround(hu);
  return nearest > hu ? nextFloat(nearest, -1) : nearest;
}

/** Returns the next 32-bit float above (1) or below (-1) a finite one. */
function nextFloat(value: number, direction: 1 | -1): number {
  const float = new Float32Array([value]);
  const bits = new Int32Array(float.buffer);
  if (value === 0) {
    bits[0] = direction > 0 ? 1 : -0x7fffffff;
  } else {
    bits[0] = (bits[0] ?? 0) + (value > 0 === direction > 0 ? 1 : -1);
  }
  return float[0] ?? value;
}
