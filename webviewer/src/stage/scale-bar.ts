/** A scale bar: a round length that is easy to compare with. */
export interface ScaleBar {
  readonly mm: number;
  /** For example `5 cm` or `2 mm`. */
  readonly label: string;
}

/**
 * Returns the longest bar of 1, 2, or 5 times a power of ten mm that is at most `longestMm`, or null
 * if that is not a length.
 */
export function scaleBarOf(longestMm: number): ScaleBar | null {
  if (!(longestMm > 0) || !Number.isFinite(longestMm)) {
    return null;
  }
  const power = 10 ** Math.floor(Math.log10(longestMm));
  // log10 of 1000 is 2.9999999999999996 on some engines.
  const times = [10, 5, 2, 1].find((count) => count * power <= longestMm * (1 + 1e-9)) ?? 1;
  const mm = times * power;
  return { mm, label: mm >= 10 ? `${rounded(mm / 10)} cm` : `${rounded(mm)} mm` };
}

/** A number without the dust of binary fractions. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
