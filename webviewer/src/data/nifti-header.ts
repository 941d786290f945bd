import type { Grid, Triple } from '../volume/grid';
import { LoadError, MissingFileError } from './load';
import { type Datatype, datatypeOf } from './nifti-datatype';
import { gridOf } from './nifti-grid';

/** Bytes of a header; the first field holds this number, which also tells the byte order. */
export const HEADER_BYTES = 348;

const HEADER_BYTES_OF_NIFTI_2 = 540;

/** Where voxels start when nothing lies between: the header and four bytes about extensions. */
const FIRST_VOXEL = 352;

/** Where fields lie: `struct nifti_1_header` of nifti1.h, NIMH, 2003 to 2010. */
const AT = {
  dim: 40,
  datatype: 70,
  bitpix: 72,
  voxOffset: 108,
  sclSlope: 112,
  sclInter: 116,
  magic: 344,
};

/** What a header says, checked field by field; free text is not looked at. */
export interface NiftiHeader {
  readonly littleEndian: boolean;
  readonly datatype: Datatype;
  readonly grid: Grid;
  /** How many times the grid was taken, at least 1. */
  readonly frames: number;
  /** Where the voxels start, bytes from the file's start. */
  readonly firstVoxel: number;
  /** Finite, not 0. */
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Reads the header of a NIfTI-1 file, by the rules of the jobs: what they refuse is refused here.
 *
 * A slope of 0 means no scaling (nifti1.h, "DATA SCALING"). So does NaN, which some writers store;
 * the intercept is then ignored too.
 *
 * @param bytes the first bytes of the unpacked file, {@link HEADER_BYTES} if it has as many
 * @param file for messages
 * @throws LoadError that says which field is wrong
 */
export function readHeader(bytes: Uint8Array, file: string): NiftiHeader {
  const littleEndian = byteOrder(bytes, file);
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  checkMagic(header, file);
  const datatype = datatypeIn(header, littleEndian, file);
  const dimensions = dimensionsIn(header, littleEndian, file);
  const slope = header.getFloat32(AT.sclSlope, littleEndian);
  const scaled = slope !== 0 && !Number.isNaN(slope);
  const intercept = scaled ? header.getFloat32(AT.sclInter, littleEndian) : 0;
  if (scaled && !(Number.isFinite(slope) && Number.isFinite(intercept))) {
    throw new LoadError(
      file,
      `scl_slope and scl_inter must be finite, but were: ${slope} and ${intercept}`,
    );
  }
  return {
    littleEndian,
    datatype,
    grid: gridOf(header, littleEndian, dimensions.shape, file),
    frames: dimensions.frames,
    firstVoxel: firstVoxelIn(header, littleEndian, file),
    slope: scaled ? slope : 1,
    intercept,
  };
}

function byteOrder(bytes: Uint8Array, file: string): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isWebPage(bytes)) {
    throw new MissingFileError(file, 'the server sent a web page instead of a volume');
  }
  const size = bytes.length < 4 ? 0 : view.getInt32(0, true);
  const turned = bytes.length < 4 ? 0 : view.getInt32(0, false);
  if (size === HEADER_BYTES_OF_NIFTI_2 || turned === HEADER_BYTES_OF_NIFTI_2) {
    throw new LoadError(file, 'must be NIfTI-1, but is NIfTI-2');
  }
  if (bytes.length >= 4 && size !== HEADER_BYTES && turned !== HEADER_BYTES) {
    throw new LoadError(file, `must be NIfTI-1 (sizeof_hdr 348), but sizeof_hdr was: ${size}`);
  }
  if (bytes.length < HEADER_BYTES) {
    throw new LoadError(
      file,
      `must begin with a NIfTI-1 header of 348 bytes, but ends after ${bytes.length}`,
    );
  }
  return size === HEADER_BYTES;
}

/** Returns whether the first character that is not white space opens a tag. */
export function isWebPage(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  return /^(\u00ef\u00bb\u00bf)?\s*<[!a-z?]/i.test(start);
}

function checkMagic(header: DataView, file: string): void {
  const magic = String.fromCharCode(
    ...[0, 1, 2, 3].map((index) => header.getUint8(AT.magic + index)),
  );
  if (magic !== 'n+1\0') {
    const is = magic === 'ni1\0' ? "a pair's header (ni1)" : 'another format';
    throw new LoadError(
      file,
      `header and voxels must be in one file (magic n+1), but this is ${is}`,
    );
  }
}

function datatypeIn(header: DataView, littleEndian: boolean, file: string): Datatype {
  const code = header.getInt16(AT.datatype, littleEndian);
  const datatype = datatypeOf(code);
  if (!datatype) {
    throw new LoadError(
      file,
      `datatype must be an integer of 8 to 64 bits or a float of 32 or 64, but its code was: ${code}`,
    );
  }
  const bitpix = header.getInt16(AT.bitpix, littleEndian);
  if (bitpix !== datatype.bytes * 8) {
    throw new LoadError(
      file,
      `bitpix must be ${datatype.bytes * 8} for datatype ${code}, but was: ${bitpix}`,
    );
  }
  return datatype;
}

/** Axes that the header does not count are one voxel long; those after time must be. */
function dimensionsIn(
  header: DataView,
  littleEndian: boolean,
  file: string,
): { shape: Triple; frames: number } {
  const dimensions = header.getInt16(AT.dim, littleEndian);
  if (dimensions < 2 || dimensions > 7) {
    throw new LoadError(file, `dim[0] must be 2 to 7, but was: ${dimensions}`);
  }
  const count = (axis: number): number => {
    if (axis > dimensions) return 1;
    const voxels = header.getInt16(AT.dim + 2 * axis, littleEndian);
    if (voxels < 1 || (axis > 4 && voxels > 1)) {
      throw new LoadError(
        file,
        `dim[${axis}] must be ${axis > 4 ? '1' : '> 0'}, but was: ${voxels}`,
      );
    }
    return voxels;
  };
  for (let axis = 5; axis <= 7; axis++) count(axis);
  return { shape: [count(1), count(2), count(3)], frames: count(4) };
}

function firstVoxelIn(header: DataView, littleEndian: boolean, file: string): number {
  const offset = header.getFloat32(AT.voxOffset, littleEndian);
  if (!(offset >= FIRST_VOXEL && offset < 2 ** 31) || !Number.isInteger(offset)) {
    throw new LoadError(
      file,
      `vox_offset must be a whole number >= ${FIRST_VOXEL}, but was: ${offset}`,
    );
  }
  return offset;
}
