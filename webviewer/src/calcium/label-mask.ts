import type { Field } from '../render/scene';
import type { Triple } from '../volume/grid';

/** Set on voxels of islands too small to count; labels with it are not drawn. */
export const DROPPED_BIT = 0x80;

/** Labels of dense voxels where nothing says which artery they lie in. */
export const DENSE_LABEL = 5;

const NONE = new Int32Array(0);

/**
 * The labels as they are drawn. Marks of dropped islands are written a few slices at a time, so
 * that no picture waits for an upload of the whole volume.
 */
export class LabelMask {
  readonly #labels: Uint8Array;
  readonly #shape: Triple;
  /** By slice: what is marked now, and what shall be. */
  readonly #marked: Int32Array[];
  #wanted: readonly Int32Array[];
  /** Slices that may differ from what is wanted. */
  #late: readonly number[] = [];
  readonly #written = new Set<number>();
  #field: Field;

  /** @param labels written to: nobody else may hold on to it */
  constructor(key: string, shape: Triple, labels: Uint8Array) {
    this.#labels = labels;
    this.#shape = shape;
    this.#marked = Array.from({ length: shape[2] }, () => NONE);
    this.#wanted = this.#marked;
    this.#field = {
      key,
      revision: 0,
      changed: null,
      shape,
      voxels: labels,
      slope: 1,
      intercept: 0,
    };
  }

  /** Returns the label of a voxel, whether it counts or not. */
  labelAt([x, y, z]: Triple): number {
    const [nx, ny] = this.#shape;
    return (this.#labels[(z * ny + y) * nx + x] ?? 0) & ~DROPPED_BIT;
  }

  /**
   * Says which voxels are dropped from now on; {@link step} marks them.
   *
   * @param dropped where in their slice, y * nx + x
   * @param starts where in `dropped` each slice starts; one more at the end
   */
  drop(dropped: Int32Array, starts: Int32Array): void {
    this.#wanted = this.#marked.map((_, z) => dropped.subarray(starts[z], starts[z + 1]));
    this.#late = this.#wanted.flatMap((wanted, z) =>
      wanted.length + (this.#marked[z]?.length ?? 0) > 0 ? [z] : [],
    );
  }

  /**
   * Marks up to `bytes` of slices, the nearest to `slice` first, and returns whether some are left.
   */
  step(slice: number, bytes: number): boolean {
    const [nx, ny] = this.#shape;
    const nearestFirst = this.#late.toSorted((a, b) => Math.abs(a - slice) - Math.abs(b - slice));
    let left = Math.max(1, Math.floor(bytes / (nx * ny)));
    let looked = 0;
    while (looked < nearestFirst.length && left > 0) {
      const z = nearestFirst[looked++] ?? 0;
      if (!areEqual(this.#marked[z] ?? NONE, this.#wanted[z] ?? NONE)) {
        this.#mark(z);
        left--;
      }
    }
    this.#late = nearestFirst.slice(looked);
    return this.#late.length > 0;
  }

  /**
   * Returns the labels to draw. What was marked since the last call makes one revision, so a
   * renderer that draws every picture uploads each marked slice once.
   */
  field(): Field {
    if (this.#written.size > 0) {
      this.#field = {
        ...this.#field,
        revision: this.#field.revision + 1,
        changed: [...this.#written],
      };
      this.#written.clear();
    }
    return this.#field;
  }

  #mark(z: number): void {
    const [nx, ny] = this.#shape;
    const base = z * nx * ny;
    const wanted = this.#wanted[z] ?? NONE;
    for (const i of this.#marked[z] ?? NONE) {
      this.#labels[base + i] = (this.#labels[base + i] ?? 0) & ~DROPPED_BIT;
    }
    for (const i of wanted) {
      this.#labels[base + i] = (this.#labels[base + i] ?? 0) | DROPPED_BIT;
    }
    this.#marked[z] = wanted;
    this.#written.add(z);
  }
}

function areEqual(one: Int32Array, other: Int32Array): boolean {
  return one.length === other.length && one.every((value, i) => value === other[i]);
}
