import type { VoxelArray } from '../volume/volume';

export type SamplerKind = 'isampler2DArray' | 'usampler2DArray' | 'sampler2DArray';

/** How voxels of one type lie in a texture. */
export interface VoxelFormat {
  readonly sampler: SamplerKind;
  readonly internalFormat: number;
  readonly format: number;
  readonly type: number;
  readonly bytesPerVoxel: number;
  /** What texSubImage3D takes for some of the voxels. */
  readonly pack: (voxels: VoxelArray) => VoxelArray;
}

// Values of the WebGL 2 constants, named here so that formats need no context.
const GL = {
  BYTE: 0x1400,
  UNSIGNED_BYTE: 0x1401,
  SHORT: 0x1402,
  UNSIGNED_SHORT: 0x1403,
  FLOAT: 0x1406,
  RED: 0x1903,
  RED_INTEGER: 0x8d94,
  R8I: 0x8231,
  R8UI: 0x8232,
  R16I: 0x8233,
  R16UI: 0x8234,
  R32F: 0x822e,
} as const;

const same = (voxels: VoxelArray) => voxels;
const INT8 = integers('isampler2DArray', GL.R8I, GL.BYTE, 1);
const UINT8 = integers('usampler2DArray', GL.R8UI, GL.UNSIGNED_BYTE, 1);
const INT16 = integers('isampler2DArray', GL.R16I, GL.SHORT, 2);
const UINT16 = integers('usampler2DArray', GL.R16UI, GL.UNSIGNED_SHORT, 2);
const FLOAT32: VoxelFormat = {
  sampler: 'sampler2DArray',
  internalFormat: GL.R32F,
  format: GL.RED,
  type: GL.FLOAT,
  bytesPerVoxel: 4,
  pack: same,
};
/** 32-bit integers and doubles become floats, with 24 bits; the twin rounds them alike. */
const ROUNDED: VoxelFormat = { ...FLOAT32, pack: (voxels) => Float32Array.from(voxels) };

/** Returns how voxels of this type are put into a texture. */
export function formatOf(voxels: VoxelArray): VoxelFormat {
  if (voxels instanceof Int16Array) return INT16;
  if (voxels instanceof Uint8Array) return UINT8;
  if (voxels instanceof Float32Array) return FLOAT32;
  if (voxels instanceof Uint16Array) return UINT16;
  if (voxels instanceof Int8Array) return INT8;
  return ROUNDED;
}

function integers(
  sampler: SamplerKind,
  internalFormat: number,
  type: number,
  bytesPerVoxel: number,
): VoxelFormat {
  return { sampler, internalFormat, format: GL.RED_INTEGER, type, bytesPerVoxel, pack: same };
}
