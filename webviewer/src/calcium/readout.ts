import { el } from '../app/dom';
import { voxelToMm } from '../volume/geometry';
import type { Triple } from '../volume/grid';
import type { Volume } from '../volume/volume';
import { ARTERY_NAMES, arteryOfLabel } from './arteries';
import type { LabelMask } from './label-mask';
import { positionWords } from './words';

/** What lies under the pointer, or under the crosshair while there is none. */
export interface Readout {
  readonly element: HTMLElement;
  show(voxel: Triple): void;
}

/** @param mask whose labels name the arteries, or null where there are none */
export function createReadout(volume: Volume, mask: LabelMask | null): Readout {
  const element = el('p', { class: 'calcium-readout', 'data-test': 'readout' });
  return {
    element,
    show(voxel) {
      const artery = arteryOfLabel(mask?.labelAt(voxel) ?? 0);
      element.textContent = [
        `${attenuation(volume, voxel)} HU`,
        `voxel ${voxel.join(', ')}`,
        positionWords(voxelToMm(volume.grid, voxel)),
        ...(mask ? [artery ? ARTERY_NAMES[artery] : 'no artery'] : []),
      ].join(' · ');
    },
  };
}

function attenuation({ grid, voxels, slope, intercept }: Volume, [x, y, z]: Triple): string {
  const [nx, ny] = grid.shape;
  const hu = slope * (voxels[(z * ny + y) * nx + x] ?? Number.NaN) + intercept;
  return Number.isInteger(hu) ? String(hu) : hu.toFixed(1);
}
