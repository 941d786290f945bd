import type { VoxelArray } from '../volume/volume';

/** A kind of voxel: its size in the file, and the array it goes into. */
export interface Datatype {
  readonly bytes: 1 | 2 | 4 | 8;
  /** Returns an array over the bytes of a whole file's voxels, already in this machine's order. */
  view(bytes: ArrayBuffer): VoxelArray;
}

/** By the number in the header's `datatype`: nifti1.h, "DATATYPE". */
const DATATYPES: ReadonlyMap<number, Datatype> = new Map<number, Datatype>([
  [2, { bytes: 1, view: (bytes) => new Uint8Array(bytes) }],
  [4, { bytes: 2, view: (bytes) => new Int16Array(bytes) }],
  [8, { bytes: 4, view: (bytes) => new Int32Array(bytes) }],
  [16, { bytes: 4, view: (bytes) => new Float32Array(bytes) }],
  [64, { bytes: 8, view: (bytes) => new Float64Array(bytes) }],
  [256, { bytes: 1, view: (bytes) => new Int8Array(bytes) }],
  [512, { bytes: 2, view: (bytes) => new Uint16Array(bytes) }],
  [768, { bytes: 4, view: (bytes) => new Uint32Array(bytes) }],
  [1024, { bytes: 8, view: (bytes) => doublesOf(bytes, 1 << 31) }],
  [1280, { bytes: 8, view: (bytes) => doublesOf(bytes, 0) }],
]);

/** Returns the one that the header's `datatype` names, or undefined for colours and complex numbers. */
export function datatypeOf(code: number): Datatype | undefined {
  return DATATYPES.get(code);
}

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Turns the bytes of numbers around where the file's order is not this machine's. In place. */
export function toMachineOrder(
  bytes: ArrayBuffer,
  size: 1 | 2 | 4 | 8,
  littleEndian: boolean,
): void {
  if (size === 1 || littleEndian === LITTLE_ENDIAN) return;
  if (size === 2) {
    turn16(new Uint16Array(bytes));
    return;
  }
  const words = new Uint32Array(bytes);
  turn32(words);
  if (size === 8) swapNeighbours(words);
}

function turn16(numbers: Uint16Array): void {
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] ?? 0;
    numbers[i] = (number << 8) | (number >>> 8);
  }
}

function turn32(numbers: Uint32Array): void {
  for (let i = 0; i < numbers.length; i++) {
    const n = numbers[i] ?? 0;
    numbers[i] = (n << 24) | ((n << 8) & 0xff0000) | ((n >>> 8) & 0xff00) | (n >>> 24);
  }
}

function swapNeighbours(words: Uint32Array): void {
  for (let i = 0; i < words.length; i += 2) {
    const first = words[i] ?? 0;
    words[i] = words[i + 1] ?? 0;
    words[i + 1] = first;
  }
}

const WORD = 2 ** 32;
/** Upper words below this belong to numbers that a double holds exactly. */
const MOST_EXACT_HIGH = 2 ** 21;

/**
 * Turns 64-bit integers into doubles, in the same bytes. Those beyond 2^53 are rounded down, as the
 * jobs do.
 *
 * @param signBit of the upper word; 0 for unsigned numbers
 */
function doublesOf(bytes: ArrayBuffer, signBit: number): Float64Array {
  const words = new Uint32Array(bytes);
  const doubles = new Float64Array(bytes);
  const lower = LITTLE_ENDIAN ? 0 : 1;
  for (let i = 0; i < doubles.length; i++) {
    const low = words[2 * i + lower] ?? 0;
    const word = words[2 * i + 1 - lower] ?? 0;
    const high = (word & signBit) === 0 ? word : word - WORD;
    const exact = high >= -MOST_EXACT_HIGH && high < MOST_EXACT_HIGH;
    // What is left after 53 bits is cut off beforehand, so that nothing is rounded up.
    const cut = high >= 2 ** 31 ? 12 : 11;
    doubles[i] = high * WORD + (exact ? low : ((low >>> cut) << cut) >>> 0);
  }
  return doubles;
}
