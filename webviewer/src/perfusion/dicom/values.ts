/** Returns a number as a Decimal String: at most 16 characters (DICOM PS3.5 6.2), rounded to fit. */
export function decimalString(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`value must be finite, but was: ${value}`);
  // -0 reads as another number to strict checkers.
  const plain = String(value === 0 ? 0 : value);
  if (plain.length <= 16) return plain;
  for (let digits = 15; digits > 0; digits--) {
    const shorter = String(Number(value.toPrecision(digits)));
    if (shorter.length <= 16) return shorter;
  }
  return value.toExponential(8);
}

/** Returns a date and a time in DICOM's form, local time. */
export function dateAndTime(now: Date): { readonly date: string; readonly time: string } {
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    date: `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`,
    time: `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`,
  };
}
