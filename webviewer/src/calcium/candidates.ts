import type { HeldArray } from './held';
import { IntList } from './int-list';

/**
 * What of a slice can ever be calcium: stretches of rows, cut out of the volume once, so that a new
 * threshold reads these and not the volume. In a masked study they are the arteries' few voxels.
 */
export interface SliceCandidates {
  /** By stretch: its row, its first column, and where in `values` it starts; one more at the end. */
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly starts: Int32Array;
  readonly values: HeldArray;
  /** One a value, 0 for what lies in no artery; null in an unmasked study. */
  readonly labels: Uint8Array | null;
}

/** Gaps up to this long stay in a stretch: beginning a new one costs as much as reading them. */
const LONGEST_GAP = 16;

/**
 * Returns the candidates of one slice.
 *
 * @param values [ny][nx] held values of the slice
 * @param labels of the same length, or null if every voxel may count
 * @param least smallest held value that any threshold may ask for
 */
export function sliceCandidates(
  values: HeldArray,
  labels: Uint8Array | null,
  nx: number,
  least: number,
): SliceCandidates {
  const rows = new IntList(64);
  const columns = new IntList(64);
  const ends = new IntList(64);
  for (let y = 0, row = 0; row < values.length; y++, row += nx) {
    let first = -1;
    let last = -1;
    for (let x = 0; x < nx; x++) {
      const i = row + x;
      if ((values[i] as number) >= least && (labels === null || labels[i] !== 0)) {
        if (first >= 0 && x - last > LONGEST_GAP) {
          rows.push(y);
          columns.push(first);
          ends.push(last + 1);
          first = x;
        } else if (first < 0) {
          first = x;
        }
        last = x;
      }
    }
    if (first >= 0) {
      rows.push(y);
      columns.push(first);
      ends.push(last + 1);
    }
  }
  return cutOut(values, labels, nx, rows.toArray(), columns.toArray(), ends.toArray());
}

function cutOut(
  values: HeldArray,
  labels: Uint8Array | null,
  nx: number,
  rows: Int32Array,
  columns: Int32Array,
  ends: Int32Array,
): SliceCandidates {
  const starts = new Int32Array(rows.length + 1);
  for (let s = 0; s < rows.length; s++) {
    starts[s + 1] = (starts[s] ?? 0) + (ends[s] ?? 0) - (columns[s] ?? 0);
  }
  const length = starts[rows.length] ?? 0;
  const kept = new (values.constructor as new (length: number) => HeldArray)(length);
  const keptLabels = labels === null ? null : new Uint8Array(length);
  for (let s = 0; s < rows.length; s++) {
    const row = (rows[s] ?? 0) * nx;
    const from = row + (columns[s] ?? 0);
    const to = row + (ends[s] ?? 0);
    kept.set(values.subarray(from, to), starts[s]);
    if (labels !== null) {
      keptLabels?.set(labels.subarray(from, to), starts[s]);
    }
  }
  return { rows, columns, starts, values: kept, labels: keptLabels };
}
