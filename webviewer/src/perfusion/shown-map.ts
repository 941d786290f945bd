import { type ColourName, colourTable } from '../render/colours';
import type { Field, MapLayer } from '../render/scene';
import type { Volume } from '../volume/volume';
import type { Tissue } from './deficit';
import { valueAt } from './maps';

/** Below every value that a map can have: marks voxels without a value, which are not drawn. */
const NO_VALUE = -1e9;

/**
 * Returns what is drawn of a map: voxels without a flow are marked, since 0 is a value too (of
 * Tmax, which may even be negative). Without a flow map, voxels of exactly 0 count as not mapped.
 */
export function shownField(map: Volume, mapped: Tissue | null): Field {
  const voxels = new Float32Array(map.voxels.length);
  for (let i = 0; i < voxels.length; i++) {
    const value = valueAt(map, i);
    const isMapped = mapped === null ? value !== 0 : mapped.mask[i] === 1;
    voxels[i] = isMapped ? value : NO_VALUE;
  }
  return {
    key: `${map.id}#mapped`,
    revision: 0,
    changed: null,
    shape: map.grid.shape,
    voxels,
    slope: 1,
    intercept: 0,
  };
}

/**
 * Returns the layer of a map. Voxels are drawn as they are, not smoothed: values between mapped
 * tissue and nothing would be made up.
 */
export function mapLayer(
  field: Field,
  range: readonly [number, number],
  colours: ColourName,
  opacity: number,
): MapLayer {
  return {
    kind: 'map',
    field,
    range,
    colours: colourTable(colours),
    opacity,
    hiddenAtOrBelow: NO_VALUE,
    smooth: false,
  };
}

/** Returns one frame of a volume for drawing. */
export function frameField(volume: Volume, frame: number): Field {
  const [nx, ny, nz] = volume.grid.shape;
  const count = nx * ny * nz;
  return {
    key: volume.frames === 1 ? volume.id : `${volume.id}#${frame}`,
    revision: 0,
    changed: null,
    shape: volume.grid.shape,
    voxels: volume.voxels.subarray(frame * count, (frame + 1) * count),
    slope: volume.slope,
    intercept: volume.intercept,
  };
}
