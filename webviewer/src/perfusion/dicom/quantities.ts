import type { MapName } from '../maps';
import { code, type DataSet } from './identity';

/** What each map measures: codes of context group 4108 (PS3.16). */
export const QUANTITIES: Readonly<Record<MapName, DataSet>> = {
  cbf: code('126390', 'DCM', 'Absolute Regional Blood Flow'),
  cbv: code('126391', 'DCM', 'Absolute Regional Blood Volume'),
  mtt: code('113052', 'DCM', 'Mean Transit Time'),
  ttp: code('113069', 'DCM', 'Time To Peak'),
  tmax: code('113084', 'DCM', 'Tmax'),
};

const SECOND = code('s', 'UCUM', 'second');

/** Units by the words of study.json: as context group 7181 (PS3.16) writes them in UCUM. */
const UNITS: Readonly<Record<string, DataSet>> = {
  'ml/100 g/min': code('ml/[100]g/min', 'UCUM', 'milliliter per 100 gram per minute'),
  'ml/100 ml/min': code('ml/[100]ml/min', 'UCUM', 'milliliter per 100 milliliter per minute'),
  'ml/100 g': code('ml/[100]g', 'UCUM', 'milliliter per 100 gram'),
  'ml/100 ml': code('ml/[100]ml', 'UCUM', 'milliliter per 100 milliliter'),
};

/**
 * Returns the code of a map's unit.
 *
 * @throws RangeError if study.json names a unit that has no code here
 */
export function unitOf(map: MapName, unit: string | undefined): DataSet {
  if (map !== 'cbf' && map !== 'cbv') return SECOND;
  const found = UNITS[unit ?? (map === 'cbf' ? 'ml/100 g/min' : 'ml/100 g')];
  if (found === undefined) {
    throw new RangeError(`unit must be one of ${Object.keys(UNITS).join(', ')}, but was: ${unit}`);
  }
  return found;
}
