import type { Triple } from '../volume/grid';
import { valueAt } from '../volume/volume';
import { type Chamber, PHASE_NAMES } from './chambers';
import type { PhaseImages } from './images';

/** Returns what a phase has at a voxel of its CT: `End diastole 352 HU, blood pool`. */
export function readoutOf(
  { phase, ct, mask, isPicture }: PhaseImages,
  [i, j, k]: Triple,
  chambers: readonly Chamber[],
): string {
  const name = PHASE_NAMES[phase.phase];
  const hu = ct ? valueAt(ct, i, j, k) : Number.NaN;
  if (Number.isNaN(hu)) return `${name}: no value`;
  const label = mask ? valueAt(mask, i, j, isPicture ? phase.slice : k) : 0;
  const chamber = chambers.find((one) => one.label === label);
  // A picture has 2.7 HU in a step.
  const words = `${isPicture ? 'about ' : ''}${Math.round(hu) + 0} HU`;
  return `${name}: ${words}${chamber ? `, ${chamber.name.toLowerCase()}` : ''}`;
}
