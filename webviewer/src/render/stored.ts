import type { Field } from './scene';

// Renderers work on stored values as 32-bit floats, which hold every 8-bit and 16-bit value exactly.
// Values (HU, ml/100 ml/min) are turned into stored ones here, in double, once a picture.

const FLOAT_MAX = 2 ** 128 - 2 ** 104;
/** Steep enough to be a step between any two neighbouring stored values. */
const STEP = 2 ** 100;

/** A straight line over stored values: level = (stored - base) x gain, clamped to 0 to 255. */
export interface Ramp {
  readonly base: number;
  readonly gain: number;
}

/**
 * Returns the ramp that is 0 at the value `from` and 255 at the value `to`; a step above `from` if
 * they are equal.
 */
export function rampOf(field: Field, from: number, to: number): Ramp {
  checkScaling(field);
  const base = Math.fround((from - field.intercept) / field.slope);
  const gain = to === from ? Math.sign(field.slope) * STEP : (255 * field.slope) / (to - from);
  return { base, gain: Math.fround(gain) };
}

/** A border among stored values: those with sign x stored <= last lie below it. */
export interface StoredBorder {
  readonly sign: 1 | -1;
  /** -Infinity if none lies below. */
  readonly last: number;
}

/**
 * Returns the border of the values for which `isBelow` holds, which must hold for every value that
 * is less than one for which it holds. Exact: a stored float lies below if and only if
 * isBelow(stored x slope + intercept), computed in double.
 */
export function storedBorder(field: Field, isBelow: (value: number) => boolean): StoredBorder {
  checkScaling(field);
  const sign = field.slope > 0 ? 1 : -1;
  const holds = (signed: number) => isBelow(signed * sign * field.slope + field.intercept);
  if (!holds(-FLOAT_MAX)) return { sign, last: -Infinity };
  if (holds(FLOAT_MAX)) return { sign, last: FLOAT_MAX };
  // Halve the range of floats, by rank, until two neighbours are left.
  let low = rankOf(-FLOAT_MAX);
  let high = rankOf(FLOAT_MAX);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(floatAt(middle))) low = middle;
    else high = middle;
  }
  return { sign, last: floatAt(low) };
}

const floats = new Float32Array(1);
const bits = new Int32Array(floats.buffer);

/** Ranks 32-bit floats in their order, as whole numbers without gaps. -0 ranks below 0. */
function rankOf(float: number): number {
  floats[0] = float;
  const raw = bits[0] ?? 0;
  return raw >= 0 ? raw : -1 - (raw & 0x7fffffff);
}

function floatAt(rank: number): number {
  bits[0] = rank >= 0 ? rank : (-1 - rank) | 0x80000000;
  return floats[0] ?? 0;
}

function checkScaling(field: Field): void {
  if (field.slope === 0 || !Number.isFinite(field.slope)) {
    throw new RangeError(
      `slope must be finite and not 0, but was: ${field.slope} (field ${field.key})`,
    );
  }
  if (!Number.isFinite(field.intercept)) {
    throw new RangeError(
      `intercept must be finite, but was: ${field.intercept} (field ${field.key})`,
    );
  }
}
