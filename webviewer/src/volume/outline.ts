import type { Grid } from '../volume/grid';
import type { SliceAxes } from './plane';

/** A closed path along voxel edges: across and down in voxel coordinates, two numbers a corner. */
export type Loop = readonly number[];

/**
 * Returns the outlines of the voxels of one slice that hold a label, along the edges of voxels. Outer edges
 * run clockwise as seen with `across` to the right and `down` downwards, holes the other way; voxels
 * that touch in a corner alone are apart. Corners lie at half coordinates.
 */
export function outlineOf(
  mask: ArrayLike<number>,
  grid: Grid,
  axes: SliceAxes,
  slice: number,
  label = 1,
): Loop[] {
  const columns = grid.shape[axes.across];
  const rows = grid.shape[axes.down];
  const [nx, ny] = grid.shape;
  const strides = [1, nx, nx * ny];
  const marked = (column: number, row: number): boolean =>
    column >= 0 &&
    row >= 0 &&
    column < columns &&
    row < rows &&
    mask[
      column * (strides[axes.across] ?? 0) +
        row * (strides[axes.down] ?? 0) +
        slice * (strides[axes.through] ?? 0)
    ] === label;
  const edges = new Edges(columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!marked(column, row)) continue;
      if (!marked(column, row - 1)) edges.add(column, row, RIGHT);
      if (!marked(column + 1, row)) edges.add(column + 1, row, DOWN);
      if (!marked(column, row + 1)) edges.add(column + 1, row + 1, LEFT);
      if (!marked(column - 1, row)) edges.add(column, row + 1, UP);
    }
  }
  return edges.loops();
}

const RIGHT = 0;
const DOWN = 1;
const LEFT = 2;
const UP = 3;
const STEP_ACROSS = [1, 0, -1, 0];
const STEP_DOWN = [0, 1, 0, -1];

/** Unit edges between voxel corners, by the corner they leave from: one bit a direction. */
class Edges {
  private readonly leaving = new Map<number, number>();
  private readonly taken = new Map<number, number>();
  private readonly corners: number;

  constructor(columns: number) {
    this.corners = columns + 1;
  }

  add(column: number, row: number, direction: number): void {
    set(this.leaving, row * this.corners + column, direction);
  }

  loops(): Loop[] {
    const loops: Loop[] = [];
    for (const corner of this.leaving.keys()) {
      for (let direction = RIGHT; direction <= UP; direction++) {
        if (has(this.leaving, corner, direction) && !has(this.taken, corner, direction)) {
          loops.push(this.follow(corner, direction));
        }
      }
    }
    return loops;
  }

  /** Takes the edges of one loop and returns its corners, straight runs as one. */
  private follow(start: number, first: number): Loop {
    const loop: number[] = [];
    let corner = start;
    let direction = first;
    do {
      set(this.taken, corner, direction);
      corner += (STEP_ACROSS[direction] ?? 0) + (STEP_DOWN[direction] ?? 0) * this.corners;
      // Turning right first keeps voxels apart that touch in a corner alone.
      const turned =
        [(direction + 1) % 4, direction, (direction + 3) % 4].find((turn) =>
          has(this.leaving, corner, turn),
        ) ?? first;
      if (turned !== direction) {
        loop.push((corner % this.corners) - 0.5, Math.floor(corner / this.corners) - 0.5);
      }
      direction = turned;
    } while (corner !== start || direction !== first);
    return loop;
  }
}

function has(edges: ReadonlyMap<number, number>, corner: number, direction: number): boolean {
  return ((edges.get(corner) ?? 0) & (1 << direction)) !== 0;
}

function set(edges: Map<number, number>, corner: number, direction: number): void {
  edges.set(corner, (edges.get(corner) ?? 0) | (1 << direction));
}
