import type { MapName } from './maps';

/** What the user may switch of the shown ranges. */
export interface RangeSettings {
  /** MTT up to 20 s instead of 10 s. */
  readonly wideMtt: boolean;
  /** TTP from the first frame instead of from the arrival of the bolus. */
  readonly absoluteTtp: boolean;
}

/** How a map's values fall on the colours. */
export interface ShownRange {
  /** True values of the first and the last colour. */
  readonly values: readonly [number, number];
  /** Subtracted before a value is shown as a number: the arrival of the bolus for TTP, else 0. */
  readonly offset: number;
  /** For example `s after arrival`. */
  readonly unit: string;
}

/** Where curves.json does not tell the arrival, TTP is shown from the first frame up to this, s. */
const LAST_TTP_SECONDS = 30;

/**
 * Returns the shown range of a map. Only the picture is clipped to it; files keep their values.
 * CBF 0-100, CBV 0-10, MTT 0-10 or 0-20 s, TTP 0-10 s after the bolus arrives. Tmax 0-12 s is our
 * own choice: it puts the deficit's 6 s in the middle of the colours.
 *
 * @param unit as study.json says it; the flow's depends on the job's kH and rho
 * @param arrivalSeconds when the artery begins to fill, after the first frame; null if unknown
 */
export function shownRange(
  map: MapName,
  settings: RangeSettings,
  unit: string | undefined,
  arrivalSeconds: number | null,
): ShownRange {
  switch (map) {
    case 'cbf':
      return { values: [0, 100], offset: 0, unit: unit ?? 'ml/100 g/min' };
    case 'cbv':
      return { values: [0, 10], offset: 0, unit: unit ?? 'ml/100 g' };
    case 'mtt':
      return { values: [0, settings.wideMtt ? 20 : 10], offset: 0, unit: 's' };
    case 'tmax':
      return { values: [0, 12], offset: 0, unit: 's' };
    case 'ttp':
      return ttpRange(settings, arrivalSeconds);
  }
}

function ttpRange(settings: RangeSettings, arrivalSeconds: number | null): ShownRange {
  if (arrivalSeconds === null) {
    return { values: [0, LAST_TTP_SECONDS], offset: 0, unit: 's after the first frame' };
  }
  if (settings.absoluteTtp) {
    const last = Math.ceil((arrivalSeconds + 10) / 5) * 5;
    return { values: [0, last], offset: 0, unit: 's after the first frame' };
  }
  return {
    values: [arrivalSeconds, arrivalSeconds + 10],
    offset: arrivalSeconds,
    unit: 's after arrival',
  };
}
