import { absent, orNull, type Part, present } from '../data/part';
import { leftRightAxis } from '../volume/geometry';
import type { Grid } from '../volume/grid';
import type { Volume } from '../volume/volume';
import { type Core, coreOf, type Midline } from './core';
import { deficitOf, mappedTissue, type Tissue } from './deficit';
import type { MapName } from './maps';
import { midlineOf } from './midline';

/** What the maps say of the tissue, as long as the maps stay the same. */
export interface Findings {
  readonly mapped: Part<Tissue>;
  readonly deficit: Part<Tissue>;
  /** The middle of the mapped tissue, before the user moves it. */
  readonly midline: Part<Midline>;
  /** The patient's sides at small and at large indices of the midline's axis. */
  readonly sides: readonly [SideName, SideName];
}

export type SideName = 'left' | 'right';

export function findingsOf(maps: Readonly<Record<MapName, Part<Volume>>>, grid: Grid): Findings {
  const { cbf, tmax } = maps;
  const mapped = cbf.there ? present(mappedTissue(cbf.value)) : absent(cbf.reason);
  return {
    mapped,
    deficit: !mapped.there
      ? mapped
      : tmax.there
        ? present(deficitOf(mapped.value, tmax.value))
        : absent(tmax.reason),
    midline: cbf.there ? midlineIn(cbf.value, orNull(mapped)) : absent(cbf.reason),
    sides: leftRightAxis(grid).sign === 1 ? ['left', 'right'] : ['right', 'left'],
  };
}

function midlineIn({ grid }: Volume, mapped: Tissue | null): Part<Midline> {
  if (grid.oriented === false) {
    return absent('the files do not say where the patient’s left and right are');
  }
  const { axis } = leftRightAxis(grid);
  const at = mapped && midlineOf(mapped.mask, grid, axis);
  return at === null ? absent('no voxel has a flow') : present({ axis, at });
}

/** Returns the core for a midline moved by some voxels. */
export function coreWith(findings: Findings, cbf: Part<Volume>, shiftVoxels: number): Core {
  const { mapped, deficit, midline } = findings;
  if (!cbf.there || !mapped.there) {
    return { found: false, reason: cbf.there ? 'no voxel has a flow' : cbf.reason };
  }
  if (!midline.there) return { found: false, reason: midline.reason };
  const moved = { axis: midline.value.axis, at: midline.value.at + shiftVoxels };
  return coreOf(cbf.value, mapped.value, orNull(deficit), moved);
}
