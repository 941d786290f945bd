import type { VoiWindow } from '../render/voi';
import type { Triple } from '../volume/grid';

/** Values of deep links: anybody may write one, so what is malformed counts as not there. */

const NUMBER = /^-?\d+(\.\d+)?$/;

/** Returns a number, or null. */
export function numberIn(text: string | null): number | null {
  return numbersIn(text, ',', 1)?.[0] ?? null;
}

/** Returns a crosshair, whole voxels from 0, maybe beyond the grid; or null. */
export function voxelIn(text: string | null): Triple | null {
  const numbers = numbersIn(text, ',', 3);
  if (!numbers?.every((n) => Number.isInteger(n) && n >= 0)) return null;
  const [x = 0, y = 0, z = 0] = numbers;
  return [x, y, z];
}

/** Returns a window, maybe wider than any stage shows; or null. */
export function windowIn(text: string | null): VoiWindow | null {
  const [width = 0, center = 0] = numbersIn(text, '/', 2) ?? [];
  return width >= 1 ? { width, center } : null;
}

/** Returns a window as it stands in a link, to a tenth: `400/40`. */
export function windowText({ width, center }: VoiWindow): string {
  const round = (value: number) => Math.round(value * 10) / 10;
  return `${round(width)}/${round(center)}`;
}

function numbersIn(text: string | null, separator: string, count: number): number[] | null {
  const parts = text?.split(separator) ?? [];
  if (parts.length !== count || !parts.every((part) => NUMBER.test(part))) return null;
  const numbers = parts.map(Number);
  // Enough digits make Infinity.
  return numbers.every(Number.isFinite) ? numbers : null;
}
