import type { Curves } from '../data/formats';

/** How a curve is called, and which axis it is read on: vessels dwarf tissue. */
export interface Curve {
  readonly name: string;
  readonly kind: 'aif' | 'vof' | 'voxel' | 'region';
  readonly axis: 'vessel' | 'tissue';
  /** HU above the baseline, one a frame. */
  readonly values: readonly number[];
}

/** Lines differ in dashes as well as in colour, which the theme gives. CSS pixels. */
export const DASHES: Readonly<Record<Curve['kind'], readonly number[]>> = {
  aif: [],
  vof: [8, 4],
  voxel: [3, 3],
  region: [10, 3, 2, 3],
};

/** Returns the curves that there are, in one order. */
export function curveSet(
  curves: Curves,
  voxel: readonly number[] | null,
  region: readonly number[] | null,
): Curve[] {
  const all: (Curve | null)[] = [
    {
      name: `AIF (artery, ${curves.aif.source})`,
      kind: 'aif',
      axis: 'vessel',
      values: curves.aif.values,
    },
    curves.vof && { name: 'VOF (vein)', kind: 'vof', axis: 'vessel', values: curves.vof },
    voxel && { name: 'Voxel', kind: 'voxel', axis: 'tissue', values: voxel },
    region && { name: 'Region, mean', kind: 'region', axis: 'tissue', values: region },
  ];
  return all.filter((curve) => curve !== null);
}
