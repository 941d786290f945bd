import type { Triple } from '../volume/grid';
import { clampedTo, isOn, type Point, voxelAt } from './camera';
import type { Hands } from './pointer';
import type { StageState } from './stage-state';

/** What the stage makes of the pointers on a pane, apart from changing its state. */
export interface Grasp {
  tool: Hands['tool'];
  /** Device pixels in a CSS pixel. */
  scale(): number;
  hover(voxel: Triple | null): void;
  stroke(points: readonly Triple[], done: boolean): void;
}

/** Returns what pointers do to a pane: CSS pixels become voxels here. */
export function handsOn(id: string, state: StageState, grasp: Grasp): Hands {
  const devicePixels = ([x, y]: Point): Point => [x * grasp.scale(), y * grasp.scale()];
  const voxelOf = (point: Point) => voxelAt(state.cut(id), devicePixels(point));
  return {
    tool: grasp.tool,
    window: () => state.window,
    setWindow: state.setWindow,
    pan: (way) => state.pan(id, devicePixels(way)),
    zoomAbout: (point, factor) => state.zoomAbout(id, devicePixels(point), factor),
    hasSlices: () => state.pane(id).grid.shape[state.pane(id).plane.through] > 1,
    turn: (slices) => state.turn(id, slices),
    stroke(points, done) {
      grasp.stroke(
        points.map((point) => heldOn(state.pane(id).grid.shape, voxelOf(point))),
        done,
      );
    },
    click(point) {
      const { grid, link } = state.pane(id);
      const voxel = voxelOf(point);
      if (isOn(grid, voxel)) {
        state.setCursor(link, voxel);
        state.pick(id);
      }
    },
    reset: () => state.resetCamera(id),
    hover(point) {
      const { grid } = state.pane(id);
      const voxel = point && voxelOf(point);
      grasp.hover(voxel && isOn(grid, voxel) ? clampedTo(grid, voxel) : null);
    },
  };
}

/** Voxel coordinates brought between the outer edges of the grid's outermost voxels. */
function heldOn(shape: Triple, voxel: Triple): Triple {
  const on = (axis: 0 | 1 | 2) => Math.min(Math.max(voxel[axis], -0.5), shape[axis] - 0.5);
  return [on(0), on(1), on(2)];
}
