import { el } from '../app/dom';
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
        positionWords(positionMm(volume, voxel)),
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

function positionMm({ grid: { affine } }: Volume, voxel: Triple): [number, number, number] {
  const row = (r: number) =>
    [...voxel, 1].reduce((sum, at, column) => sum + at * (affine[4 * r + column] ?? 0), 0);
  return [row(0), row(1), row(2)];
}
