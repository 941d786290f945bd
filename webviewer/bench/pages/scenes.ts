import type { Field, Layer, Pane, Scene } from '../../src/render/scene';
import { createSurface, type Surface } from '../../src/render/surface';
import { cutOf, FITTED } from '../../src/stage/camera';
import type { Grid } from '../../src/volume/grid';
import { type PlaneName, planeOf } from '../../src/volume/plane';
import type { VoxelArray } from '../../src/volume/volume';

/** Returns the element that holds what is measured, emptied. */
export function emptyHost(): HTMLElement {
  const host = document.querySelector<HTMLElement>('#host');
  if (!host) throw new Error('there is no host');
  host.replaceChildren();
  return host;
}

/** Returns a surface with the renderer that the URL asks for: `?canvas2d`, or else WebGL2. */
export function surfaceIn(host: HTMLElement): Surface {
  return createSurface(host, { prefer: location.search === '?canvas2d' ? 'canvas2d' : 'webgl2' });
}

/** Returns the canvas within. */
export function canvasOf(element: HTMLElement): HTMLCanvasElement {
  const canvas = element.querySelector<HTMLCanvasElement>('canvas[data-renderer]');
  if (!canvas) throw new Error('nothing draws here');
  return canvas;
}

export function gridOf(side: number, slices: number, mm: number, sliceMm: number): Grid {
  return {
    shape: [side, side, slices],
    spacingMm: [mm, mm, sliceMm],
    affine: [mm, 0, 0, 0, 0, mm, 0, 0, 0, 0, sliceMm, 0],
  };
}

export function fieldOf(key: string, grid: Grid, voxels: VoxelArray): Field {
  return { key, revision: 0, changed: null, shape: grid.shape, voxels, slope: 1, intercept: 0 };
}

/** Returns a pane with the middle slice of a plane. */
export function paneAt(
  grid: Grid,
  name: PlaneName,
  rect: Pane['rect'],
  layers: readonly Layer[],
): Pane {
  const plane = planeOf(grid, name);
  const slice = Math.floor(grid.shape[plane.through] / 2);
  return { rect, layers, cut: cutOf({ grid, plane, mirrored: false }, FITTED, rect, slice) };
}

export function sceneOf(widthPx: number, heightPx: number, panes: readonly Pane[]): Scene {
  return { widthPx, heightPx, background: [0, 0, 0], panes };
}
