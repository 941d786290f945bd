/** What a test says of a NIfTI-1 file; the rest is that of a valid one. */
export interface NiftiFile {
  /** dim[0] and on; default: as many as `shape` has. */
  readonly dim?: readonly number[];
  /** Default 2 x 3 x 4. */
  readonly shape?: readonly number[];
  /** Default int16. */
  readonly datatype?: number;
  readonly bitpix?: number;
  /** pixdim[0] and on; default 1, 0.5, 0.75, 2, 1. */
  readonly pixdim?: readonly number[];
  readonly voxOffset?: number;
  readonly slope?: number;
  readonly intercept?: number;
  readonly units?: number;
  readonly qformCode?: number;
  /** quatern_b to d, qoffset_x to z. */
  readonly qform?: readonly number[];
  readonly sformCode?: number;
  readonly srow?: readonly number[];
  readonly magic?: string;
  readonly sizeofHdr?: number;
  /** Default true. */
  readonly littleEndian?: boolean;
  /** Default: as many zeros as the shape promises. */
  readonly body?: Uint8Array;
}

export const BYTES_OF_DATATYPE: Readonly<Record<number, number>> = {
  2: 1,
  4: 2,
  8: 4,
  16: 4,
  64: 8,
  256: 1,
  512: 2,
  768: 4,
  1024: 8,
  1280: 8,
};

/** Returns the bytes of a NIfTI-1 file, written field by field from the table in nifti1.h. */
export function niftiFile(file: NiftiFile = {}): Uint8Array<ArrayBuffer> {
  const shape = file.shape ?? [2, 3, 4];
  const datatype = file.datatype ?? 4;
  const size = BYTES_OF_DATATYPE[datatype] ?? 1;
  const little = file.littleEndian ?? true;
  const promised = shape.reduce((product, count) => product * count, size);
  const body = file.body ?? new Uint8Array(promised);
  const offset = file.voxOffset ?? 352;
  const start = Number.isSafeInteger(offset) && offset >= 352 && offset < 1e6 ? offset : 352;
  const bytes = new Uint8Array(start + body.length);
  bytes.set(body, start);
  const header = new DataView(bytes.buffer);
  const floats = (at: number, values: readonly number[]): void => {
    values.forEach((value, i) => {
      header.setFloat32(at + 4 * i, value, little);
    });
  };
  header.setInt32(0, file.sizeofHdr ?? 348, little);
  (file.dim ?? [shape.length, ...shape, 1, 1, 1, 1, 1].slice(0, 8)).forEach((value, i) => {
    header.setInt16(40 + 2 * i, value, little);
  });
  header.setInt16(70, datatype, little);
  header.setInt16(72, file.bitpix ?? size * 8, little);
  floats(76, file.pixdim ?? [1, 0.5, 0.75, 2, 1]);
  floats(108, [offset, file.slope ?? 1, file.intercept ?? 0]);
  header.setUint8(123, file.units ?? 2);
  header.setInt16(252, file.qformCode ?? 0, little);
  header.setInt16(254, file.sformCode ?? 0, little);
  floats(256, file.qform ?? [0, 0, 0, 0, 0, 0]);
  floats(280, file.srow ?? []);
  const magic = file.magic ?? 'n+1\0';
  for (let i = 0; i < 4; i++) header.setUint8(344 + i, magic.charCodeAt(i));
  return bytes;
}
