/**
 * Numbers of results in words, one digit after the point, halves away from zero: the same on every
 * page.
 */

/** Returns millilitres, for example `120.3 ml`. */
export function mlWords(ml: number): string {
  return `${toTenths(ml)} ml`;
}

/** Returns a percentage, for example `55.5 %`. */
export function percentWords(percent: number): string {
  return `${toTenths(percent)} %`;
}

function toTenths(value: number): string {
  // 0.05 is a little less in binary: what was written with two digits is rounded as it was written.
  const tenths = Math.round(Number((Math.abs(value) * 10).toPrecision(12)));
  return `${value < 0 && tenths > 0 ? '-' : ''}${(tenths / 10).toFixed(1)}`;
}
