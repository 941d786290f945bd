import type { AxisTable } from './axis-table';

/** Texels in a row of the lookup texture; `lookup()` in sampling.frag counts on it. */
export const LOOKUP_WIDTH = 1024;

/**
 * Gathers what a scene's shaders look up by index, for one texture: axis tables (low, high, weight,
 * nearest) and colours (red, green, blue, opacity), four floats a texel.
 */
export interface Lookup {
  /** Returns the index of the table's first texel. The same table is added once. */
  addTable(table: AxisTable): number;
  /** Returns the index of the first colour of a 256 x RGB table. */
  addColours(colours: Uint8Array): number;
  /** Returns the index of the first of some colours, RGB and opacity. */
  addBlended(colours: Float32Array): number;
  /** Returns all texels in whole rows of LOOKUP_WIDTH. */
  texels(): Float32Array;
}

export function createLookup(): Lookup {
  let texels = new Float32Array(LOOKUP_WIDTH * 4 * 4);
  let used = 0;
  const starts = new Map<object, number>();

  const reserve = (source: object, count: number, write: (at: number) => void): number => {
    const known = starts.get(source);
    if (known !== undefined) return known;
    const start = used;
    used += count;
    while (used * 4 > texels.length) {
      const larger = new Float32Array(texels.length * 2);
      larger.set(texels);
      texels = larger;
    }
    write(start * 4);
    starts.set(source, start);
    return start;
  };

  return {
    addTable: (table) =>
      reserve(table, table.low.length, (at) => {
        for (let px = 0; px < table.low.length; px++) {
          texels[at + px * 4] = table.low[px] ?? 0;
          texels[at + px * 4 + 1] = table.high[px] ?? 0;
          texels[at + px * 4 + 2] = table.weight[px] ?? 0;
          texels[at + px * 4 + 3] = table.nearest[px] ?? 0;
        }
      }),
    addColours: (colours) =>
      reserve(colours, colours.length / 3, (at) => {
        for (let i = 0; i < colours.length / 3; i++) {
          texels.set(colours.subarray(i * 3, i * 3 + 3), at + i * 4);
        }
      }),
    addBlended: (colours) => reserve(colours, colours.length / 4, (at) => texels.set(colours, at)),
    texels: () => texels.subarray(0, Math.ceil(used / LOOKUP_WIDTH) * LOOKUP_WIDTH * 4),
  };
}
