import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BYTES_OF_DATATYPE, type NiftiFile, niftiFile } from '../../test/nifti-file';
import { LoadError } from './load';
import { MEMORY_BUDGET_BYTES } from './memory-budget';
import { createNiftiSink, type NiftiLimits, type NiftiVolume } from './nifti';

const NO_LIMITS: NiftiLimits = {
  budgetBytes: MEMORY_BUDGET_BYTES,
  mostBytes: Number.POSITIVE_INFINITY,
};

function read(bytes: Uint8Array, pieceBytes = bytes.length, limits = NO_LIMITS): NiftiVolume {
  const sink = createNiftiSink('a.nii', limits);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    sink.write(bytes.subarray(at, at + pieceBytes));
  }
  return sink.end();
}

function bodyOf(values: readonly number[], datatype: number, littleEndian: boolean): Uint8Array {
  const size = BYTES_OF_DATATYPE[datatype] ?? 1;
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, i) => {
    const at = i * size;
    if (datatype === 2) view.setUint8(at, value);
    if (datatype === 256) view.setInt8(at, value);
    if (datatype === 4) view.setInt16(at, value, littleEndian);
    if (datatype === 512) view.setUint16(at, value, littleEndian);
    if (datatype === 8) view.setInt32(at, value, littleEndian);
    if (datatype === 768) view.setUint32(at, value, littleEndian);
    if (datatype === 16) view.setFloat32(at, value, littleEndian);
    if (datatype === 64) view.setFloat64(at, value, littleEndian);
    if (datatype === 1024) view.setBigInt64(at, BigInt(value), littleEndian);
    if (datatype === 1280) view.setBigUint64(at, BigInt(value), littleEndian);
  });
  return new Uint8Array(view.buffer);
}

/** The least and the greatest number of each kind, and what a swapped byte would give away. */
const EXTREMES: readonly (readonly [number, readonly number[], string])[] = [
  [2, [0, 1, 255], 'Uint8Array'],
  [256, [-128, -1, 127], 'Int8Array'],
  [4, [-32768, 258, 32767], 'Int16Array'],
  [512, [0, 258, 65535], 'Uint16Array'],
  [8, [-(2 ** 31), 16909060, 2 ** 31 - 1], 'Int32Array'],
  [768, [0, 16909060, 2 ** 32 - 1], 'Uint32Array'],
  [16, [-1.5, 2 ** -149, 3.4028234663852886e38], 'Float32Array'],
  [64, [-0.1, Number.MIN_VALUE, Number.MAX_VALUE], 'Float64Array'],
  [1024, [-(2 ** 63), -(2 ** 53) + 1, 2 ** 53], 'Float64Array'],
  [1280, [0, 2 ** 32 + 1, 2 ** 63], 'Float64Array'],
];

for (const littleEndian of [true, false]) {
  test.each(EXTREMES)(
    `reads datatype %i, ${littleEndian ? 'little' : 'big'}-endian`,
    (datatype, values, kind) => {
      const body = bodyOf(values, datatype, littleEndian);
      const { voxels } = read(niftiFile({ shape: [3, 1], datatype, littleEndian, body }));
      expect(voxels.constructor.name).toBe(kind);
      expect([...voxels]).toEqual(values);
    },
  );
}

test('rounds 64-bit integers beyond 2^53 down, as the jobs do', () => {
  const signed = new DataView(new ArrayBuffer(24));
  // 2^53 + 2047 keeps its multiple of 2048; one below -2^53 goes to the next multiple below.
  signed.setBigInt64(0, 2n ** 53n + 2047n, true);
  signed.setBigInt64(8, -(2n ** 53n) - 1n, true);
  signed.setBigInt64(16, 2n ** 63n - 1n, true);
  const body = new Uint8Array(signed.buffer);
  const long = read(niftiFile({ shape: [3, 1], datatype: 1024, body }));
  expect([...long.voxels]).toEqual([2 ** 53, -(2 ** 53) - 2048, 2 ** 63 - 2048]);
  const unsigned = new Uint8Array(8).fill(255);
  const most = read(niftiFile({ shape: [1, 1], datatype: 1280, body: unsigned }));
  expect([...most.voxels]).toEqual([2 ** 64 - 4096]);
});

test('reads shape, spacing, frames and scale of any valid file, in pieces of any size', () => {
  const file = fc.record({
    shape: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 }),
    datatype: fc.constantFrom(...Object.keys(BYTES_OF_DATATYPE).map(Number)),
    littleEndian: fc.boolean(),
    spacing: fc.array(fc.float({ min: Math.fround(0.01), max: 50, noNaN: true }), {
      minLength: 3,
      maxLength: 3,
    }),
    slope: fc.float({ min: Math.fround(0.001), max: 1000, noNaN: true }),
    intercept: fc.float({ min: -5000, max: 5000, noNaN: true }),
    voxOffset: fc.constantFrom(352, 353, 368, 1000),
    pieceBytes: fc.integer({ min: 1, max: 700 }),
  });
  fc.assert(
    fc.property(file, ({ pieceBytes, spacing, ...said }) => {
      const bytes = niftiFile({ ...said, pixdim: [1, ...spacing, 1] });
      const volume = read(bytes, pieceBytes);
      const [nx = 1, ny = 1, nz = 1, frames = 1] = said.shape;
      expect(volume.grid.shape).toEqual([nx, ny, nz]);
      expect(volume.frames).toBe(frames);
      expect(volume.voxels.length).toBe(nx * ny * nz * frames);
      expect(volume.grid.spacingMm).toEqual(spacing);
      expect([volume.slope, volume.intercept + 0]).toEqual([said.slope, said.intercept + 0]);
    }),
  );
});

test('gives spacings as the jobs have them: 32 bits, widened', () => {
  const { grid } = read(niftiFile({ pixdim: [1, 0.1, 0.7, 2.2916667, 1] }));
  // 0.1 as float32 is 13421773 / 2^27.
  expect(grid.spacingMm[0]).toBe(13421773 / 2 ** 27);
  expect(grid.spacingMm[2]).toBe(2.2916667461395264);
});

test('turns metres and micrometres into millimetres, rounded to 32 bits', () => {
  const metres = read(niftiFile({ units: 1, pixdim: [1, 0.001, 0.002, 0.5, 1] }));
  expect(metres.grid.spacingMm).toEqual([1, 2, 500]);
  const micrometres = read(niftiFile({ units: 3, pixdim: [1, 500, 750, 2000, 1] }));
  expect(micrometres.grid.spacingMm).toEqual([0.5, 0.75, 2]);
});

test.each([0, Number.NaN])('takes a slope of %s for none, and ignores the intercept', (slope) => {
  const volume = read(niftiFile({ slope, intercept: 7 }));
  expect([volume.slope, volume.intercept]).toEqual([1, 0]);
});

test('prefers the sform to the qform', () => {
  const srow = [0, 0.75, 0, 1, -0.5, 0, 0, 2, 0, 0, 2, 3];
  const { grid } = read(niftiFile({ sformCode: 1, srow, qformCode: 1 }));
  expect(grid.affine).toEqual(srow);
  expect(grid.oriented).toBe(true);
});

test('turns a quaternion into an affine, with qfac', () => {
  // (b, c, d) = (0, 0, 1): half a turn about the foot-head axis; x and y run backwards. qfac -1 turns z.
  const qform = [0, 0, 1, 4, 5, 6];
  const { grid } = read(niftiFile({ qformCode: 1, qform, pixdim: [-1, 0.5, 0.75, 2, 1] }));
  expect(grid.affine.map((number) => number + 0)).toEqual([
    -0.5, 0, 0, 4, 0, -0.75, 0, 5, 0, 0, -2, 6,
  ]);
  expect(grid.oriented).toBe(true);
});

test('turns a quaternion of a quarter turn about the left-right axis the right way', () => {
  // a = b = sin 45: y runs to the head, z to the back.
  const qform = [Math.SQRT1_2, 0, 0, 0, 0, 0];
  const { grid } = read(niftiFile({ qformCode: 2, qform }));
  [0.5, 0, 0, 0, 0, 0, -2, 0, 0, 0.75, 0, 0].forEach((number, i) => {
    // A float32 of 0.7071 is off by up to 3e-8.
    expect(grid.affine[i]).toBeCloseTo(number, 6);
  });
});

test('knows no orientation where both codes are 0', () => {
  const { grid } = read(niftiFile({ srow: [9, 9, 9, 9], qform: [Number.NaN] }));
  expect(grid.affine).toEqual([0.5, 0, 0, 0, 0, 0.75, 0, 0, 0, 0, 2, 0]);
  expect(grid.oriented).toBe(false);
});

const SROW = [0.5, 0, 0, 0, 0, 0.75, 0, 0, 0, 0, 2, 0];

const REFUSED: readonly (readonly [string, NiftiFile, string])[] = [
  ['NIfTI-2', { sizeofHdr: 540 }, 'must be NIfTI-1, but is NIfTI-2'],
  ['another format', { sizeofHdr: 7 }, 'sizeof_hdr was: 7'],
  ['a pair', { magic: 'ni1\0' }, "a pair's header (ni1)"],
  ['no magic', { magic: 'abcd' }, 'another format'],
  ['colours', { datatype: 128, bitpix: 24 }, 'its code was: 128'],
  ['complex numbers', { datatype: 32 }, 'its code was: 32'],
  ['a wrong bitpix', { bitpix: 8 }, 'bitpix must be 16 for datatype 4, but was: 8'],
  ['one dimension', { dim: [1, 2] }, 'dim[0] must be 2 to 7, but was: 1'],
  ['eight dimensions', { dim: [8, 2, 3, 4] }, 'dim[0] must be 2 to 7, but was: 8'],
  ['a negative count', { dim: [3, 2, -3, 4] }, 'dim[2] must be > 0, but was: -3'],
  ['no slices', { dim: [3, 2, 3, 0] }, 'dim[3] must be > 0, but was: 0'],
  ['a fifth dimension', { dim: [5, 2, 3, 4, 1, 2] }, 'dim[5] must be 1, but was: 2'],
  ['no spacing', { pixdim: [1, 0, 1, 1] }, 'pixdim[1] must be finite and > 0 mm, but was: 0'],
  ['NaN spacing', { pixdim: [1, 1, Number.NaN, 1] }, 'pixdim[2] must be finite and > 0'],
  ['a negative spacing', { pixdim: [1, 1, 1, -2] }, 'pixdim[3] must be finite and > 0'],
  ['an unknown unit', { units: 5 }, 'the unit of length must be 0 to 3, but was: 5'],
  ['an offset in the header', { voxOffset: 348 }, 'must be a whole number >= 352, but was: 348'],
  ['a broken offset', { voxOffset: 352.5 }, 'vox_offset must be a whole number'],
  ['a NaN offset', { voxOffset: Number.NaN }, 'vox_offset must be a whole number'],
  ['a huge offset', { voxOffset: 1e20 }, 'vox_offset must be a whole number'],
  ['an infinite slope', { slope: Number.POSITIVE_INFINITY }, 'scl_slope and scl_inter'],
  ['a NaN intercept', { slope: 2, intercept: Number.NaN }, 'scl_slope and scl_inter'],
  ['an unknown code', { sformCode: 6 }, 'sform_code must be 0 to 5, but was: 6'],
  ['a negative code', { qformCode: -1 }, 'qform_code must be 0 to 5, but was: -1'],
  ['NaN in the sform', { sformCode: 2, srow: [Number.NaN] }, 'srow_x to z must be finite'],
  ['a flat sform', { sformCode: 2, srow: [1, 0, 0, 0, 0, 1] }, 'the affine must span space'],
  ['contradicting steps', { sformCode: 1, srow: SROW.map((x) => x * 2) }, 'must be as long as'],
];

test.each(REFUSED)('refuses %s', (_what, file, words) => {
  expect(() => read(niftiFile(file))).toThrow(LoadError);
  expect(() => read(niftiFile(file))).toThrow(words);
});

test('takes a tilted gantry, whose third step is longer than the distance of the slices', () => {
  const srow = [...SROW];
  // The planes lie 2 mm apart; the step is sqrt(2^2 + 1^2) long.
  srow[6] = 1;
  expect(read(niftiFile({ sformCode: 1, srow })).grid.affine[6]).toBe(1);
});

test('lets higher dimensions be 1', () => {
  expect(read(niftiFile({ dim: [7, 2, 3, 4, 1, 1, 1, 1] })).grid.shape).toEqual([2, 3, 4]);
});

test('refuses 32767 cubed voxels before it takes memory', () => {
  const bytes = niftiFile({ dim: [3, 32767, 32767, 32767], body: new Uint8Array(8) });
  // 32767^3 x 2 = 70362302742526 bytes
  expect(() => read(bytes)).toThrow(
    'is too large: 32767 x 32767 x 32767 voxels of 2 bytes need 70.4 TB of memory, but the limit is 2.15 GB',
  );
});

test('refuses more frames than the budget holds', () => {
  const bytes = niftiFile({ dim: [4, 32767, 32767, 32767, 32767], datatype: 64 });
  expect(() => read(bytes)).toThrow('is too large');
});

test('refuses voxels that the file can not hold before it takes memory', () => {
  const bytes = niftiFile({ dim: [3, 1000, 1000, 1000] });
  const limits = { ...NO_LIMITS, mostBytes: 1032 * 500 };
  expect(() => read(bytes, 348, limits)).toThrow('but the file holds at most 516 kB');
});

test('keeps to a budget to the byte', () => {
  const bytes = niftiFile();
  // 2 x 3 x 4 voxels of 2 bytes
  expect(read(bytes, 100, { ...NO_LIMITS, budgetBytes: 48 }).voxels.length).toBe(24);
  expect(() => read(bytes, 100, { ...NO_LIMITS, budgetBytes: 47 })).toThrow('is too large');
});

test('refuses a file that ends too early, wherever it ends', () => {
  const bytes = niftiFile({ voxOffset: 360 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
      expect(() => read(bytes.slice(0, length))).toThrow(LoadError);
    }),
  );
});

test('refuses bytes after the last voxel', () => {
  const bytes = niftiFile({ body: new Uint8Array(49) });
  expect(() => read(bytes)).toThrow('but goes on');
  expect(() => read(bytes, 1)).toThrow('but goes on');
});

test('says so where a web page came instead', () => {
  const page = new TextEncoder().encode('\n<!doctype html><title>Not here</title>');
  expect(() => read(page)).toThrow('the server sent a web page instead of a volume');
});

test('ends in a LoadError or a volume for any header at all', () => {
  const valid = niftiFile();
  const change = fc.record({ at: fc.nat(347), to: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const bytes = valid.slice();
      for (const { at, to } of changes) bytes[at] = to;
      try {
        const { voxels } = read(bytes, 64, { budgetBytes: 1e6, mostBytes: 1e6 });
        expect(voxels.byteLength).toBeLessThanOrEqual(48);
      } catch (problem) {
        expect(problem).toBeInstanceOf(LoadError);
      }
    }),
    { numRuns: 500 },
  );
});
