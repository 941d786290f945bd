import { gzipSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { niftiFile } from '../nifti-file';
import { oneStudy } from './one-study';

/** Voxels of 2 x 2 x 4 mm: 0.016 ml. */
const SHAPE = [40, 36, 20] as const;
const SPACING_MM = [2, 2, 4] as const;
const [NX, NY, NZ] = SHAPE;
const VOXEL_ML = 0.016;

export const BLOOD_HU = 350;
const MUSCLE_HU = 100;

/** The slice with most of the ventricle: its middle. */
export const SLICE = 9;

export interface HeartOptions {
  /** As with `--copyVolumes=false`. */
  readonly withoutVolumes?: boolean;
  readonly missing?: readonly string[];
  /** Voxels of the radius at end systole, where it is 12 at end diastole. */
  readonly systolicRadius?: number;
  readonly flags?: readonly string[];
  /** What the study says instead of what the mask holds, ml. */
  readonly saidMl?: number;
}

/** Numbers that the study says. */
export interface Heart {
  readonly files: Map<string, Buffer>;
  readonly endDiastolicMl: number;
  readonly endSystolicMl: number;
  readonly ejectionFractionPercent: number;
}

/**
 * Builds the study `H`: an ellipsoid of blood in muscle at end diastole, a smaller one at end
 * systole. The axes run to the right, the back and the head.
 */
export function tinyHeart(options: HeartOptions = {}): Heart {
  const { withoutVolumes = false, missing = [], systolicRadius = 8, flags = [], saidMl } = options;
  const contents = new Map<string, Buffer>();
  const phases = [
    { name: 'end-diastole', radius: 12 },
    { name: 'end-systole', radius: systolicRadius },
  ].map(({ name, radius }) => {
    const mask = ellipsoid(radius);
    if (!withoutVolumes) contents.set(`${name}.nii.gz`, packed(hu(mask)));
    contents.set(`${name}_mask.nii.gz`, packed(mask));
    contents.set(`${name}.png`, picture(hu(mask)));
    const ml = mask.reduce((sum, one) => sum + one, 0) * VOXEL_ML;
    return {
      phase: name,
      ...(withoutVolumes ? {} : { volume: `${name}.nii.gz` }),
      mask: `${name}_mask.nii.gz`,
      picture: `${name}.png`,
      slice: SLICE,
      chambersMl: { left_ventricle: rounded(ml) },
    };
  });
  const [endDiastolicMl = 0, endSystolicMl = 0] = phases.map(
    ({ chambersMl }) => chambersMl.left_ventricle,
  );
  if (saidMl !== undefined && phases[1]) phases[1].chambersMl.left_ventricle = saidMl;
  const ejectionFractionPercent = rounded(
    (100 * (endDiastolicMl - endSystolicMl)) / endDiastolicMl,
  );
  const files = oneStudy({
    study: 'H',
    op: 'cardiac',
    flags,
    summary: { endDiastolicMl, endSystolicMl, ejectionFractionPercent },
    details: {
      model: { name: 'tiny-pool', version: '2', intendedUse: 'tests of the viewer' },
      phases,
    },
    contents,
    missing,
  });
  return { files, endDiastolicMl, endSystolicMl, ejectionFractionPercent };
}

function ellipsoid(radius: number): Int16Array {
  return Int16Array.from({ length: NX * NY * NZ }, (_, i) => {
    const x = (i % NX) - 20;
    const y = (Math.floor(i / NX) % NY) - 18;
    const z = 1.5 * (Math.floor(i / (NX * NY)) - SLICE);
    return x * x + y * y + z * z <= radius * radius ? 1 : 0;
  });
}

function hu(mask: Int16Array): Int16Array {
  return mask.map((inside) => (inside ? BLOOD_HU : MUSCLE_HU));
}

function packed(voxels: Int16Array): Buffer {
  const [dx, dy, dz] = SPACING_MM;
  return gzipSync(
    niftiFile({
      shape: SHAPE,
      pixdim: [1, dx, dy, dz, 1],
      sformCode: 1,
      srow: [dx, 0, 0, 0, 0, -dy, 0, 0, 0, 0, dz, 0],
      body: new Uint8Array(voxels.buffer),
    }),
  );
}

/** 0 to 255 for -150 to 550 HU, as the job writes it. */
function picture(voxels: Int16Array): Buffer {
  const png = new PNG({ width: NX, height: NY, colorType: 0 });
  for (let i = 0; i < NX * NY; i++) {
    const value = voxels[SLICE * NX * NY + i] ?? 0;
    png.data.fill(Math.round((255 * (value + 150)) / 700), 4 * i, 4 * i + 3);
    png.data[4 * i + 3] = 255;
  }
  return PNG.sync.write(png, { colorType: 0 });
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
