/**
 * A mask as run lengths in COCO's layout: pixels in column-major order, runs alternately of zeros
 * and ones, the first of zeros (cocodataset.org, "Data format"; maskApi of pycocotools).
 */
export interface Rle {
  readonly height: number;
  readonly width: number;
  /** Sum to height x width. */
  readonly counts: readonly number[];
}

/** Most rows, and most columns, of a mask. */
const MAX_SIDE = 65_535;

/**
 * Reads `{size: [height, width], counts}` with the counts as a list or as the compressed string.
 * Returns null if it is none, or if the runs do not sum to the size.
 */
export function toRle(source: unknown): Rle | null {
  if (typeof source !== 'object' || source === null) return null;
  const { size, counts } = source as { readonly size?: unknown; readonly counts?: unknown };
  if (!Array.isArray(size) || size.length !== 2 || !size.every(isSide)) return null;
  const [height, width] = size as [number, number];
  const runs = typeof counts === 'string' ? decompress(counts) : counts;
  if (!Array.isArray(runs)) return null;
  let sum = 0;
  for (const run of runs) {
    if (!Number.isSafeInteger(run) || run < 0) return null;
    sum += run;
  }
  return sum === height * width ? { height, width, counts: runs } : null;
}

/**
 * Returns the mask as seen on a raster of another size, by the nearest pixel: 1 or 0, row-major
 * [heightPx x widthPx]. Costs that many steps and one for each run, and no memory for the mask.
 */
export function sampleMask(rle: Rle, widthPx: number, heightPx: number): Uint8Array {
  const sampled = new Uint8Array(widthPx * heightPx);
  let run = 0;
  let runEnd = rle.counts[0] ?? 0;
  for (let px = 0; px < widthPx; px++) {
    const column = nearest(px, widthPx, rle.width);
    // An enlarged mask shows a column more than once, and the runs are walked forwards only.
    if (px > 0 && column === nearest(px - 1, widthPx, rle.width)) {
      copyColumn(sampled, px, widthPx, heightPx);
      continue;
    }
    for (let py = 0; py < heightPx; py++) {
      const position = column * rle.height + nearest(py, heightPx, rle.height);
      while (position >= runEnd && run < rle.counts.length - 1) {
        runEnd += rle.counts[++run] as number;
      }
      if (run % 2 === 1 && position < runEnd) sampled[py * widthPx + px] = 1;
    }
  }
  return sampled;
}

function copyColumn(raster: Uint8Array, px: number, widthPx: number, heightPx: number): void {
  for (let py = 0; py < heightPx; py++) {
    raster[py * widthPx + px] = raster[py * widthPx + px - 1] as number;
  }
}

function nearest(pixel: number, pixels: number, side: number): number {
  return Math.min(side - 1, Math.floor(((pixel + 0.5) * side) / pixels));
}

/**
 * Unpacks the compressed string of maskApi: each count, from the fourth on minus the one two before
 * it, in groups of 5 bits from the lowest, each plus 32 where another follows, plus 48 to print; bit
 * 4 of the last group is the sign. Returns null if the string is cut off or has other characters.
 */
function decompress(text: string): number[] | null {
  const counts: number[] = [];
  let value = 0;
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const group = text.charCodeAt(i) - 48;
    // Seven groups hold 35 bits, more than MAX_SIDE squared with its sign.
    if (group < 0 || group > 63 || bits > 30) return null;
    value += (group & 0x1f) * 2 ** bits;
    bits += 5;
    if (group & 0x20) continue;
    if (group & 0x10) value -= 2 ** bits;
    counts.push(counts.length > 2 ? value + (counts[counts.length - 2] as number) : value);
    value = 0;
    bits = 0;
  }
  return bits === 0 ? counts : null;
}

function isSide(side: unknown): boolean {
  return Number.isInteger(side) && (side as number) >= 1 && (side as number) <= MAX_SIDE;
}
