import type { Cut } from '../render/scene';
import type { Grid, Triple } from '../volume/grid';
import type { Plane } from '../volume/plane';

/** What of a plane is seen: how much larger than fitted, and which point is in the middle. */
export interface Camera {
  /** 1 fits the image into its pane. */
  readonly zoom: number;
  /** The middle of the pane as a part of the image along the voxel axes, 0 to 1; 0.5 is centred. */
  readonly acrossPart: number;
  readonly downPart: number;
}

/** A plane of a grid as one pane shows it. */
export interface PlaneView {
  readonly grid: Grid;
  readonly plane: Plane;
  readonly mirrored: boolean;
  /** The side of the pane at which an image narrower than it lies; the middle by default. */
  readonly align?: 'left' | 'right';
}

/** A point of a pane, or a way on it: pixels from its top left, not rounded. */
export type Point = readonly [number, number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const FITTED: Camera = { zoom: 1, acrossPart: 0.5, downPart: 0.5 };

const SMALLEST_ZOOM = 0.5;
const LARGEST_ZOOM = 64;

/**
 * Returns the cut that shows a slice through a camera. A millimetre is as long across as down,
 * whatever the spacing.
 */
export function cutOf(view: PlaneView, camera: Camera, size: Size, slice: number): Cut {
  const { across, down, through, acrossSign, downSign } = view.plane;
  const mm = pixelMm(view, camera, size);
  const acrossPerPx = ((view.mirrored ? -acrossSign : acrossSign) * mm) / spacing(view, across);
  const downPerPx = (downSign * mm) / spacing(view, down);
  const middlePx = size.width / 2 + asidePx(view, size, mm);
  return {
    across,
    down,
    through,
    slice,
    acrossAt0: middle(view, camera).across - middlePx * acrossPerPx,
    acrossPerPx,
    downAt0: middle(view, camera).down - (size.height / 2) * downPerPx,
    downPerPx,
  };
}

/** Returns how far right of the pane's middle an image lies that is aligned to a side, pixels. */
function asidePx(view: PlaneView, size: Size, mm: number): number {
  if (view.align === undefined) return 0;
  const { across } = view.plane;
  const freePx = Math.max(0, size.width - (view.grid.shape[across] * spacing(view, across)) / mm);
  return view.align === 'left' ? -freePx / 2 : freePx / 2;
}

/** Returns the length of a pixel's side, mm. A pane without area counts as one pixel. */
export function pixelMm(view: PlaneView, camera: Camera, size: Size): number {
  const { across, down } = view.plane;
  const fitted = Math.max(
    (view.grid.shape[across] * spacing(view, across)) / Math.max(1, size.width),
    (view.grid.shape[down] * spacing(view, down)) / Math.max(1, size.height),
  );
  return fitted / camera.zoom;
}

/** Returns the voxel coordinates at a point of the pane; not rounded, and maybe off the grid. */
export function voxelAt(cut: Cut, [x, y]: Point): Triple {
  const voxel: [number, number, number] = [0, 0, 0];
  voxel[cut.across] = cut.acrossAt0 + x * cut.acrossPerPx;
  voxel[cut.down] = cut.downAt0 + y * cut.downPerPx;
  voxel[cut.through] = cut.slice;
  return voxel;
}

/** Returns the point of the pane that shows a voxel coordinate; its `through` part plays no part. */
export function pointOf(cut: Cut, voxel: Triple): Point {
  return [
    (voxel[cut.across] - cut.acrossAt0) / cut.acrossPerPx,
    (voxel[cut.down] - cut.downAt0) / cut.downPerPx,
  ];
}

/** Returns the camera zoomed by a factor, with the same voxel under the point as before. */
export function zoomedAbout(
  view: PlaneView,
  camera: Camera,
  size: Size,
  point: Point,
  factor: number,
): Camera {
  const zoomed = { ...camera, zoom: limited(camera.zoom * factor, SMALLEST_ZOOM, LARGEST_ZOOM) };
  const held = voxelAt(cutOf(view, camera, size, 0), point);
  const [x, y] = pointOf(cutOf(view, zoomed, size, 0), held);
  return pannedBy(view, zoomed, size, [point[0] - x, point[1] - y]);
}

/** Returns the camera with the image moved by pixels. The middle of the pane stays on the image. */
export function pannedBy(view: PlaneView, camera: Camera, size: Size, way: Point): Camera {
  const cut = cutOf(view, camera, size, 0);
  const { shape } = view.grid;
  const acrossPart = camera.acrossPart - (way[0] * cut.acrossPerPx) / shape[cut.across];
  const downPart = camera.downPart - (way[1] * cut.downPerPx) / shape[cut.down];
  return {
    zoom: camera.zoom,
    acrossPart: limited(acrossPart, 0, 1),
    downPart: limited(downPart, 0, 1),
  };
}

/** Returns the camera with a voxel in the middle of the pane. */
export function centredOn(view: PlaneView, camera: Camera, voxel: Triple): Camera {
  const { across, down } = view.plane;
  const { shape } = view.grid;
  return {
    zoom: camera.zoom,
    acrossPart: limited((voxel[across] + 0.5) / shape[across], 0, 1),
    downPart: limited((voxel[down] + 0.5) / shape[down], 0, 1),
  };
}

/** Returns the camera at a zoom, within what the stage allows. */
export function zoomedTo(camera: Camera, zoom: number): Camera {
  return { ...camera, zoom: limited(zoom, SMALLEST_ZOOM, LARGEST_ZOOM) };
}

/** Returns the nearest whole voxel of the grid. */
export function clampedTo(grid: Grid, voxel: Triple): Triple {
  const on = (axis: 0 | 1 | 2) => limited(Math.round(voxel[axis]), 0, grid.shape[axis] - 1);
  return [on(0), on(1), on(2)];
}

/** Says whether voxel coordinates lie in a voxel of the grid. */
export function isOn(grid: Grid, voxel: Triple): boolean {
  return voxel.every((at, axis) => at >= -0.5 && at < (grid.shape[axis] ?? 0) - 0.5);
}

function middle(view: PlaneView, camera: Camera): { across: number; down: number } {
  const { shape } = view.grid;
  return {
    across: camera.acrossPart * shape[view.plane.across] - 0.5,
    down: camera.downPart * shape[view.plane.down] - 0.5,
  };
}

/** The spacing along an axis, or 1 where a file says nothing usable. */
function spacing(view: PlaneView, axis: 0 | 1 | 2): number {
  const mm = Math.abs(view.grid.spacingMm[axis]);
  return mm > 0 && Number.isFinite(mm) ? mm : 1;
}

function limited(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
