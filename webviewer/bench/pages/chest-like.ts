import type { Grid } from '../../src/volume/grid';

/** Voxels with the noise and the share of calcium of a chest CT, and the territories around it. */
export interface ChestLike {
  /** HU. */
  readonly voxels: Int16Array;
  /** 0, and 1 to 4 in about 3 % of the voxels. */
  readonly labels: Uint8Array;
}

/** Makes a volume; the same one every time. */
export function chestLike({ shape }: Grid): ChestLike {
  const [nx, ny, nz] = shape;
  const voxels = new Int16Array(nx * ny * nz);
  const labels = new Uint8Array(voxels.length);
  let state = 1;
  for (let z = 0, i = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      // Four tubes through the volume, two on either side of its middle.
      const row = Math.abs(Math.abs(y - ny / 2) - ny / 8) < ny / 22;
      for (let x = 0; x < nx; x++, i++) {
        state = (Math.imul(state, 1664525) + 1013904223) | 0;
        const noise = (state >> 24) / 4;
        const inside = row && Math.abs(Math.abs(x - nx / 2) - nx / 6) < nx / 22;
        // Plaques: blocks of six voxels, one in 64 of the tubes' blocks.
        const block = Math.floor(x / 6) * 31 + Math.floor(y / 6) * 17 + z * 7;
        const plaque = inside && block % 64 === 0;
        voxels[i] = (x * 2 < nx ? 40 : -20) + noise + (plaque ? 100 + (block % 800) : 0);
        if (inside) labels[i] = 1 + (x * 2 < nx ? 0 : 1) + (y * 2 < ny ? 0 : 2);
      }
    }
  }
  return { voxels, labels };
}
