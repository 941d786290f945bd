/** How often values from 0 to 1 fall into bins of the same width. */
export interface Histogram {
  /** By bin; a bin holds its lower edge, the last one its upper edge too. */
  readonly counts: readonly number[];
  /** Values below 0 or over 1, in no bin. */
  readonly outside: number;
  readonly values: number;
  /** Of all values; null if there are none. */
  readonly mean: number | null;
  readonly median: number | null;
}

/** Counts values into `bins` bins from 0 to 1. Values must be finite. */
export function histogramOf(values: Float64Array, bins: number): Histogram {
  const counts = new Array<number>(bins).fill(0);
  let outside = 0;
  let sum = 0;
  for (const value of values) {
    sum += value;
    if (value < 0 || value > 1) {
      outside++;
    } else {
      const bin = Math.min(bins - 1, binOf(value, bins));
      counts[bin] = (counts[bin] as number) + 1;
    }
  }
  return {
    counts,
    outside,
    values: values.length,
    mean: values.length === 0 ? null : sum / values.length,
    median: medianOf(values),
  };
}

/** Returns the bin whose edges, bin / bins, a value lies between. */
function binOf(value: number, bins: number): number {
  const bin = Math.floor(value * bins);
  // The product may round across an edge that the quotient, as printed beside the bar, is not.
  if (value < bin / bins) return bin - 1;
  return value >= (bin + 1) / bins ? bin + 1 : bin;
}

function medianOf(values: Float64Array): number | null {
  if (values.length === 0) return null;
  const sorted = values.slice().sort();
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
