export { formatBytes } from '../app/bytes';

/** Stands for a number that there is none of. */
export const NO_NUMBER = '—';

/** Between a number and its unit, and between thousands: no line break, no comma to misread. */
const NO_BREAK = '\u00a0';

/**
 * Returns a number with fixed decimals and its unit, for example `500.1` or `58.3 ml`; `—` for null,
 * undefined and what is not finite. Digits from 10,000 up stand in groups of three. Rounds half away
 * from zero, and shows no `-0`. The minus is ASCII, which PDF's own fonts have too.
 *
 * @param digits after the point, 0 to 20
 * @param unit as shown, '' for none; `%` follows after a space too (ISO 31-0)
 */
export function formatNumber(value: number | null | undefined, digits: number, unit = ''): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_NUMBER;
  const plain = Math.abs(value).toFixed(digits);
  const [whole = '', fraction] = plain.split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, NO_BREAK) : whole;
  const sign = value < 0 && /[1-9]/.test(plain) ? '-' : '';
  const number = `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
  return unit === '' ? number : `${number}${NO_BREAK}${unit}`;
}

/**
 * Returns a UTC time to the minute, for example `2026-11-21 13:34 UTC`: the same wherever it is read. `—` for
 * what is no ISO 8601 time with a zone.
 */
export function formatDate(iso: string | null | undefined): string {
  if (!iso || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(iso)) {
    return NO_NUMBER;
  }
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return NO_NUMBER;
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
