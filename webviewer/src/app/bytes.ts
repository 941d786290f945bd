const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Returns a number of bytes in decimal units and three digits, for example `1.53 MB` or `912 B`. */
export function formatBytes(bytes: number): string {
  if (!(bytes >= 0)) throw new RangeError(`bytes must be >= 0, but was: ${bytes}`);
  let unit = 0;
  let value = bytes;
  // 999.5 is where three digits would round up to 1000.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 ? 0 : value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}
