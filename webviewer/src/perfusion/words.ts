/** Returns a number in a few digits, for axes and tables: `12.3`, `0.05`, `1.2e-7`. */
export function shortNumber(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 0.001) return value.toExponential(1);
  if (size >= 100) return value.toFixed(0);
  // No zeros after the point that say nothing.
  return String(Number(value.toFixed(size < 1 ? 3 : 2)));
}

/** Returns a number of a table with one or two digits after the point, so that columns line up. */
export function tableNumber(value: number | null): string {
  if (value === null) return '–';
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
}
