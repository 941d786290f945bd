import type { Grid, Triple } from '../volume/grid';
import { LoadError } from './load';

/** Where fields lie: `struct nifti_1_header` of nifti1.h. */
const AT = {
  pixdim: 76,
  xyztUnits: 123,
  qformCode: 252,
  sformCode: 254,
  quatern: 256,
  qoffset: 268,
  srow: 280,
};

/** Metres, millimetres and micrometres in mm, by the low three bits of `xyzt_units`; 0 is unknown. */
const MM_PER_UNIT = [1, 1000, 1, 0.001];

const MOST_CODE = 5;
const SCANNER = 1;

/** Up to this share, a step of the affine and its pixdim are one length, rounded twice. */
const SAME_STEP_SHARE = 0.01;

/** Below this the quaternion's first part is rounding, as in the format's reference code. */
const HALF_TURN = 1e-7;

/**
 * Returns where the voxels lie. Numbers are those of the jobs, bit by bit: floats of 32 bits, in mm
 * rounded to 32 bits again, widened to double.
 *
 * The sform counts if its code is > 0, else the qform if its code is > 0, else only the distances
 * (nifti1.h, methods 3, 2 and 1), and then no orientation is known.
 */
export function gridOf(header: DataView, littleEndian: boolean, shape: Triple, file: string): Grid {
  const float = (at: number, index: number): number =>
    header.getFloat32(at + 4 * index, littleEndian);
  const code = (name: string, at: number): number => {
    const value = header.getInt16(at, littleEndian);
    if (value < 0 || value > MOST_CODE) {
      throw new LoadError(file, `${name} must be 0 to ${MOST_CODE}, but was: ${value}`);
    }
    return value;
  };
  const unit = header.getUint8(AT.xyztUnits) & 7;
  const toMm = MM_PER_UNIT[unit];
  if (toMm === undefined) {
    throw new LoadError(file, `the unit of length must be 0 to 3, but was: ${unit}`);
  }
  const lengthMm = (at: number, index: number): number => Math.fround(float(at, index) * toMm);

  const spacingMm: Triple = [
    lengthMm(AT.pixdim, 1),
    lengthMm(AT.pixdim, 2),
    lengthMm(AT.pixdim, 3),
  ];
  spacingMm.forEach((mm, axis) => {
    if (!(mm > 0) || !Number.isFinite(mm)) {
      throw new LoadError(file, `pixdim[${axis + 1}] must be finite and > 0 mm, but was: ${mm}`);
    }
  });
  const qformCode = code('qform_code', AT.qformCode);
  const sformCode = code('sform_code', AT.sformCode);
  const quaternion: Triple = [float(AT.quatern, 0), float(AT.quatern, 1), float(AT.quatern, 2)];
  const offsetMm: Triple = [
    lengthMm(AT.qoffset, 0),
    lengthMm(AT.qoffset, 1),
    lengthMm(AT.qoffset, 2),
  ];
  const rows = Array.from({ length: 12 }, (_, index) => lengthMm(AT.srow, index));
  if (qformCode > 0) {
    checkFinite('quatern_b to d', quaternion, file);
    checkFinite('qoffset_x to z', offsetMm, file);
  }
  if (sformCode > 0) checkFinite('srow_x to z', rows, file);

  const affine =
    sformCode > 0
      ? rows
      : qformCode > 0
        ? quaternionAffine(quaternion, offsetMm, spacingMm, float(AT.pixdim, 0) < 0)
        : distancesOnly(spacingMm);
  checkSpansSpace(affine, file);
  if (sformCode === SCANNER) checkSteps(affine, spacingMm, file);
  return { shape, spacingMm, affine, oriented: sformCode > 0 || qformCode > 0 };
}

function distancesOnly([dx, dy, dz]: Triple): number[] {
  return [dx, 0, 0, 0, 0, dy, 0, 0, 0, 0, dz, 0];
}

/** nifti1.h, "METHOD 2". A quaternion longer than 1 is brought to 1. */
function quaternionAffine(
  quaternion: Triple,
  [x, y, z]: Triple,
  [dx, dy, dz]: Triple,
  mirrored: boolean,
): number[] {
  let [b, c, d] = quaternion;
  const squares = b * b + c * c + d * d;
  let a = Math.sqrt(Math.max(0, 1 - squares));
  if (1 - squares < HALF_TURN) {
    a = 0;
    const length = Math.sqrt(squares);
    b /= length;
    c /= length;
    d /= length;
  }
  const dk = mirrored ? -dz : dz;
  // biome-ignore format: a matrix, row by row
  return [
    (a * a + b * b - c * c - d * d) * dx, 2 * (b * c - a * d) * dy, 2 * (b * d + a * c) * dk, x,
    2 * (b * c + a * d) * dx, (a * a + c * c - b * b - d * d) * dy, 2 * (c * d - a * b) * dk, y,
    2 * (b * d - a * c) * dx, 2 * (c * d + a * b) * dy, (a * a + d * d - b * b - c * c) * dk, z,
  ];
}

function checkFinite(name: string, numbers: readonly number[], file: string): void {
  if (!numbers.every(Number.isFinite)) {
    throw new LoadError(file, `${name} must be finite, but were: ${numbers.join(', ')}`);
  }
}

function checkSpansSpace(affine: readonly number[], file: string): void {
  const volume = dot(normalOf(affine), step(affine, 2));
  if (volume === 0 || !Number.isFinite(volume)) {
    throw new LoadError(
      file,
      `the affine must span space, but lies in a plane: ${affine.join(', ')}`,
    );
  }
}

/**
 * Refuses an affine in the scanner's millimetres whose steps are not as long as `pixdim` says: one of
 * the two is wrong, and so would be every area. Of the third step either its length or the distance
 * between the slices' planes may be meant, which a tilted gantry tells apart. Affines to a template
 * may stretch, and are left alone.
 */
function checkSteps(affine: readonly number[], spacingMm: Triple, file: string): void {
  const lengths = [0, 1, 2].map((axis) => Math.sqrt(dot(step(affine, axis), step(affine, axis))));
  const [x = 0, y = 0, z = 0] = lengths;
  const normal = normalOf(affine);
  const planesMm = Math.abs(dot(normal, step(affine, 2))) / Math.sqrt(dot(normal, normal));
  const [dx, dy, dz] = spacingMm;
  if (!isSame(x, dx) || !isSame(y, dy) || !(isSame(z, dz) || isSame(planesMm, dz))) {
    throw new LoadError(
      file,
      `steps of srow_x to z must be as long as pixdim[1] to [3], ${spacingMm.join(', ')} mm, but are: ${lengths.map((mm) => mm.toPrecision(4)).join(', ')}`,
    );
  }
}

function isSame(stepMm: number, pixdimMm: number): boolean {
  return Math.abs(stepMm - pixdimMm) <= SAME_STEP_SHARE * pixdimMm;
}

function step(affine: readonly number[], axis: number): Triple {
  return [
    affine[axis] ?? Number.NaN,
    affine[4 + axis] ?? Number.NaN,
    affine[8 + axis] ?? Number.NaN,
  ];
}

/** Of the plane of the slices: the cross product of the first two steps. */
function normalOf(affine: readonly number[]): Triple {
  const x = step(affine, 0);
  const y = step(affine, 1);
  return [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]];
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
