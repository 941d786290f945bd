import type { SliceCandidates } from './candidates';
import { addend, type Holding, huOf, leastHeld, sumHuOf } from './held';
import { IntList } from './int-list';

/** What is asked of a volume's candidates. */
export interface IslandQuery {
  readonly nx: number;
  readonly holding: Holding;
  readonly thresholdHu: number;
  readonly connectivity: 4 | 8;
  /** Smaller islands are dropped. */
  readonly minVoxels: number;
}

/** More islands of the least size than this are no anatomy, and are refused, as the job does. */
export const MOST_ISLANDS = 1_000_000;

/**
 * Islands by column, in order of slice, then of their first voxel in reading order. An island is a
 * connected component of voxels at or over the threshold inside one slice and one label.
 */
export interface IslandTable {
  readonly count: number;
  readonly slice: Int32Array;
  /** Label, 0 in an unmasked study. */
  readonly label: Int32Array;
  readonly voxels: Int32Array;
  readonly peakHu: Float64Array;
  /** Attenuations added up, whole HU. */
  readonly sumHu: Float64Array;
  /** xMin, yMin, xMax, yMax of each, inclusive. */
  readonly box: Int32Array;
}

/**
 * Finds the islands of one slice after another: runs of a row are united with the runs of the row
 * above that they touch, in a union-find whose roots are the earliest runs.
 */
export class IslandSweep {
  readonly #query: IslandQuery;
  readonly #least: number;
  readonly #runs = new Runs();
  readonly #slice = new IntList();
  readonly #label = new IntList();
  readonly #voxels = new IntList();
  readonly #box = new IntList();
  readonly #peakHu: number[] = [];
  readonly #sumHu: number[] = [];
  readonly #dropped = new IntList();

  constructor(query: IslandQuery) {
    this.#query = query;
    this.#least = leastHeld(query.holding, query.thresholdHu);
  }

  /**
   * Sweeps a slice.
   *
   * @throws Error if there are more than {@link MOST_ISLANDS}
   */
  sweep(slice: number, candidates: SliceCandidates): void {
    this.#runs.clear();
    this.#findRuns(candidates);
    this.#uniteRuns();
    this.#handOut(slice);
    if (this.#slice.length > MOST_ISLANDS) {
      throw new Error(
        `there must be at most ${MOST_ISLANDS} islands of dense voxels, but there are more`,
      );
    }
  }

  /** Where the voxels of dropped islands lie in their slice (y * nx + x), since the last call. */
  takeDropped(): Int32Array {
    const dropped = this.#dropped.toArray();
    this.#dropped.clear();
    return dropped;
  }

  /** Returns the islands of all slices swept. */
  islands(): IslandTable {
    return {
      count: this.#slice.length,
      slice: this.#slice.toArray(),
      label: this.#label.toArray(),
      voxels: this.#voxels.toArray(),
      peakHu: Float64Array.from(this.#peakHu),
      sumHu: Float64Array.from(this.#sumHu),
      box: this.#box.toArray(),
    };
  }

  #findRuns({ rows, columns, starts, values, labels }: SliceCandidates): void {
    const { holding } = this.#query;
    const least = this.#least;
    for (let s = 0; s < rows.length; s++) {
      const start = starts[s] as number;
      const end = starts[s + 1] as number;
      const x0 = (columns[s] as number) - start;
      for (let i = start; i < end; ) {
        const label = labels === null ? 0 : (labels[i] as number);
        if ((values[i] as number) < least || (label === 0 && labels !== null)) {
          i++;
          continue;
        }
        const first = i;
        let sum = 0;
        let peak = values[i] as number;
        while (i < end && (values[i] as number) >= least && (!labels || labels[i] === label)) {
          const value = values[i] as number;
          sum += addend(holding, value);
          peak = Math.max(peak, value);
          i++;
        }
        this.#runs.push(rows[s] as number, x0 + first, x0 + i, label, sum, peak);
      }
    }
  }

  #uniteRuns(): void {
    const { row, startX, endX, label, count } = this.#runs;
    const reach = this.#query.connectivity === 8 ? 1 : 0;
    let above = 0;
    for (let r = 0; r < count; r++) {
      const y = row[r] as number;
      const from = (startX[r] as number) - reach;
      const to = (endX[r] as number) + reach;
      while ((row[above] as number) < y - 1) {
        above++;
      }
      while (row[above] === y - 1 && (endX[above] as number) <= from) {
        above++;
      }
      for (let a = above; row[a] === y - 1 && (startX[a] as number) < to; a++) {
        if (label[a] === label[r]) {
          this.#runs.unite(a, r);
        }
      }
    }
  }

  #handOut(slice: number): void {
    const runs = this.#runs;
    const { nx, holding, minVoxels } = this.#query;
    runs.gather();
    for (let r = 0; r < runs.count; r++) {
      const root = runs.root(r);
      const voxels = runs.voxels[root] as number;
      if (voxels < minVoxels) {
        const base = (runs.row[r] as number) * nx;
        for (let x = runs.startX[r] as number; x < (runs.endX[r] as number); x++) {
          this.#dropped.push(base + x);
        }
      } else if (root === r) {
        this.#slice.push(slice);
        this.#label.push(runs.label[r] as number);
        this.#voxels.push(voxels);
        this.#peakHu.push(huOf(holding, runs.peak[r] as number));
        this.#sumHu.push(sumHuOf(holding, runs.sum[r] as number, voxels));
        this.#box.push(runs.minX[r] as number);
        this.#box.push(runs.row[r] as number);
        this.#box.push(runs.maxX[r] as number);
        this.#box.push(runs.maxY[r] as number);
      }
    }
  }
}

/** The runs of one slice in reading order, and which island each belongs to. */
class Runs {
  count = 0;
  row = new Int32Array(0);
  startX = new Int32Array(0);
  endX = new Int32Array(0);
  label = new Int32Array(0);
  parent = new Int32Array(0);
  voxels = new Int32Array(0);
  minX = new Int32Array(0);
  maxX = new Int32Array(0);
  maxY = new Int32Array(0);
  sum = new Float64Array(0);
  peak = new Float64Array(0);

  clear(): void {
    this.count = 0;
  }

  push(y: number, x0: number, x1: number, label: number, sum: number, peak: number): void {
    const r = this.count++;
    if (r === this.row.length) {
      this.#grow(Math.max(1024, 2 * r));
    }
    this.row[r] = y;
    this.startX[r] = x0;
    this.endX[r] = x1;
    this.label[r] = label;
    this.parent[r] = r;
    this.voxels[r] = x1 - x0;
    this.minX[r] = x0;
    this.maxX[r] = x1 - 1;
    this.maxY[r] = y;
    this.sum[r] = sum;
    this.peak[r] = peak;
  }

  /** Returns the first run of a run's island, halving the path to it. */
  root(run: number): number {
    const parent = this.parent;
    let at = run;
    for (let up = parent[at] as number; up !== at; up = parent[at] as number) {
      parent[at] = parent[up] as number;
      at = parent[at] as number;
    }
    return at;
  }

  unite(one: number, other: number): void {
    const a = this.root(one);
    const b = this.root(other);
    this.parent[Math.max(a, b)] = Math.min(a, b);
  }

  /** Adds every run to the first of its island. */
  gather(): void {
    for (let r = 0; r < this.count; r++) {
      const root = this.root(r);
      if (root !== r) {
        this.voxels[root] = (this.voxels[root] as number) + (this.voxels[r] as number);
        this.sum[root] = (this.sum[root] as number) + (this.sum[r] as number);
        this.peak[root] = Math.max(this.peak[root] as number, this.peak[r] as number);
        this.minX[root] = Math.min(this.minX[root] as number, this.minX[r] as number);
        this.maxX[root] = Math.max(this.maxX[root] as number, this.maxX[r] as number);
        this.maxY[root] = Math.max(this.maxY[root] as number, this.row[r] as number);
      }
    }
  }

  #grow(capacity: number): void {
    const wider = (old: Int32Array) => {
      const values = new Int32Array(capacity);
      values.set(old);
      return values;
    };
    const widerDoubles = (old: Float64Array) => {
      const values = new Float64Array(capacity);
      values.set(old);
      return values;
    };
    this.row = wider(this.row);
    this.startX = wider(this.startX);
    this.endX = wider(this.endX);
    this.label = wider(this.label);
    this.parent = wider(this.parent);
    this.voxels = wider(this.voxels);
    this.minX = wider(this.minX);
    this.maxX = wider(this.maxX);
    this.maxY = wider(this.maxY);
    this.sum = widerDoubles(this.sum);
    this.peak = widerDoubles(this.peak);
  }
}
