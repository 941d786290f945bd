import type { Triple } from '../volume/grid';
import type { VoxelArray } from '../volume/volume';
import { type CalciumGrid, leastVoxels } from './calcium-grid';
import { type SliceCandidates, sliceCandidates } from './candidates';
import { type Holding, heldVoxels, holdingOf, leastHeld } from './held';
import { IslandSweep, type IslandTable } from './islands';
import type { CalciumOptions } from './options';
import { byScore, type CalciumScore, scoreOf } from './score';

/** What a scorer must know of a volume before it sees voxels. */
export interface ScorerSource {
  readonly shape: Triple;
  /** value = stored x slope + intercept, HU. */
  readonly slope: number;
  readonly intercept: number;
  readonly masked: boolean;
  /** The lowest threshold that will be asked for, HU. */
  readonly floorHu: number;
  readonly grid: CalciumGrid;
  readonly options: CalciumOptions;
}

/** What a threshold gives. */
export interface Scored {
  readonly score: CalciumScore;
  readonly lesions: IslandTable;
  /** Indices of lesions, the largest score first. */
  readonly byScore: Int32Array;
  /** Where voxels of islands too small to count lie in their slice: y * nx + x. */
  readonly dropped: Int32Array;
  /** Where in `dropped` each slice starts; one more at the end. */
  readonly droppedStarts: Int32Array;
}

/** Scores one volume at any threshold: keeps its candidates, and not the volume. */
export class Scorer {
  readonly #source: ScorerSource;
  readonly #slices: SliceCandidates[] = [];
  #holding: Holding = { kind: 'real' };

  constructor(source: ScorerSource) {
    this.#source = source;
  }

  /**
   * Takes the next slices of the volume, whole ones.
   *
   * @param voxels stored values, all slices of the same type
   * @param labels of the same length; looked at in a masked study alone
   */
  addSlices(voxels: VoxelArray, labels: Uint8Array | null): void {
    const { shape, slope, intercept, masked, floorHu } = this.#source;
    const [nx, ny] = shape;
    const holding = holdingOf(voxels, slope, intercept);
    const least = leastHeld(holding, floorHu);
    for (let from = 0; from < voxels.length; from += nx * ny) {
      const to = from + nx * ny;
      const held = heldVoxels(voxels.subarray(from, to), holding, slope, intercept);
      const labelled = masked && labels !== null ? labels.subarray(from, to) : null;
      this.#slices.push(sliceCandidates(held, labelled, nx, least));
    }
    this.#holding = holding;
  }

  /**
   * Scores at a threshold.
   *
   * @throws Error if slices are missing, the threshold lies below the floor, or there are too many
   *     islands
   */
  score(thresholdHu: number): Scored {
    const { shape, masked, floorHu, grid } = this.#source;
    if (this.#slices.length !== shape[2]) {
      throw new Error(`there must be ${shape[2]} slices, but there are: ${this.#slices.length}`);
    }
    if (!(thresholdHu >= floorHu)) {
      throw new Error(`thresholdHu must be >= ${floorHu}, but was: ${thresholdHu}`);
    }
    const options = { ...this.#source.options, thresholdHu };
    const sweep = new IslandSweep({
      nx: shape[0],
      holding: this.#holding,
      thresholdHu,
      connectivity: options.connectivity,
      minVoxels: Math.max(options.minVoxels, leastVoxels(grid, options.minAreaMm2)),
    });
    const dropped = this.#slices.map((candidates, slice) => {
      sweep.sweep(slice, candidates);
      return sweep.takeDropped();
    });
    const lesions = sweep.islands();
    return {
      score: scoreOf(lesions, masked, grid, options),
      lesions,
      byScore: byScore(lesions),
      ...joined(dropped),
    };
  }
}

function joined(parts: readonly Int32Array[]): { dropped: Int32Array; droppedStarts: Int32Array } {
  const droppedStarts = new Int32Array(parts.length + 1);
  parts.forEach((part, i) => {
    droppedStarts[i + 1] = (droppedStarts[i] ?? 0) + part.length;
  });
  const dropped = new Int32Array(droppedStarts[parts.length] ?? 0);
  parts.forEach((part, i) => {
    dropped.set(part, droppedStarts[i]);
  });
  return { dropped, droppedStarts };
}
