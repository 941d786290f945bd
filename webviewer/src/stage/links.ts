import type { Triple } from '../volume/grid';
import { type Camera, clampedTo, FITTED, type PlaneView, zoomedTo } from './camera';

interface LinkedView extends PlaneView {
  readonly link: string;
}

/** What panes share: a cursor by link, and a camera by link and plane. */
export interface Links {
  /** Gives new links a cursor in the middle of their grid, and brings the others onto theirs. */
  setPanes(panes: readonly LinkedView[]): void;
  /** The cursor in whole voxels. Fails for a link that no pane has had. */
  cursor(link: string): Triple;
  /** Returns where the cursor was, or null if it is there already. */
  moveCursor(link: string, voxel: Triple): Triple | null;
  /** The slice that a pane shows: where its link's cursor is, on the pane's own grid. */
  slice(pane: LinkedView): number;
  camera(pane: LinkedView): Camera;
  setCamera(pane: LinkedView, camera: Camera): void;
  setZoom(link: string, zoom: number): void;
  resetCameras(): void;
}

export function createLinks(): Links {
  const cursors = new Map<string, Triple>();
  const cameras = new Map<string, Camera>();
  let shown: readonly LinkedView[] = [];

  function cursor(link: string): Triple {
    const voxel = cursors.get(link);
    if (voxel === undefined) {
      throw new Error(`link must be one of a pane's, but was: ${link}`);
    }
    return voxel;
  }

  return {
    setPanes(panes) {
      shown = panes;
      for (const { link, grid } of firstOfEachLink(panes)) {
        const [x, y, z] = grid.shape;
        const middle: Triple = [Math.floor(x / 2), Math.floor(y / 2), Math.floor(z / 2)];
        cursors.set(link, clampedTo(grid, cursors.get(link) ?? middle));
      }
    },
    cursor,
    moveCursor(link, voxel) {
      const before = cursor(link);
      const grid = shown.find((pane) => pane.link === link)?.grid;
      const after = grid === undefined ? voxel : clampedTo(grid, voxel);
      if (after.every((at, axis) => at === before[axis])) {
        return null;
      }
      cursors.set(link, after);
      return before;
    },
    slice: (pane) => clampedTo(pane.grid, cursor(pane.link))[pane.plane.through],
    camera: (pane) => cameras.get(cameraKey(pane)) ?? FITTED,
    setCamera(pane, camera) {
      cameras.set(cameraKey(pane), camera);
    },
    setZoom(link, zoom) {
      for (const pane of shown.filter((candidate) => candidate.link === link)) {
        cameras.set(cameraKey(pane), zoomedTo(cameras.get(cameraKey(pane)) ?? FITTED, zoom));
      }
    },
    resetCameras() {
      cameras.clear();
    },
  };
}

function firstOfEachLink(panes: readonly LinkedView[]): LinkedView[] {
  return panes.filter((pane, at) => panes.findIndex(({ link }) => link === pane.link) === at);
}

function cameraKey({ link, plane }: LinkedView): string {
  return `${link} ${plane.across}${plane.down}`;
}
