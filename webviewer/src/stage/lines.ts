import type { Painter } from '../stage/stage';
import type { Axis, Triple } from '../volume/grid';
import type { Loop } from './outline';
import type { Region, SliceAxes } from './region';

/** A line's colour and dashes, CSS pixels. Lines differ in both, so that colour is not the only sign. */
export interface LineStyle {
  readonly colour: string;
  readonly dashes: readonly number[];
}

export const DEFICIT_LINE: LineStyle = { colour: '#ffffff', dashes: [] };
export const CORE_LINE: LineStyle = { colour: '#ff7bf1', dashes: [5, 3] };
export const REGION_LINE: LineStyle = { colour: '#ff9f43', dashes: [8, 3, 2, 3] };
export const MIDLINE: LineStyle = { colour: '#b8c4cf', dashes: [2, 4] };

const WIDTH = 1.5;

/** Draws outlines of voxels. */
export function drawLoops(
  painter: Painter,
  axes: SliceAxes,
  loops: readonly Loop[],
  style: LineStyle,
): void {
  painter.context.beginPath();
  for (const loop of loops) {
    for (let i = 0; i < loop.length; i += 2) {
      const voxel: [number, number, number] = [0, 0, 0];
      voxel[axes.across] = loop[i] ?? 0;
      voxel[axes.down] = loop[i + 1] ?? 0;
      lineTo(painter, voxel, i === 0);
    }
    painter.context.closePath();
  }
  stroke(painter, style);
}

/** Draws a region on its own slice. `closed` joins the last corner to the first. */
export function drawRegion(painter: Painter, region: Region, closed: boolean): void {
  if (region.slice !== painter.slice) return;
  painter.context.beginPath();
  region.corners.forEach((corner, i) => {
    lineTo(painter, corner, i === 0);
  });
  if (closed) painter.context.closePath();
  stroke(painter, REGION_LINE);
}

/** Draws the plane between the sides, where it cuts the slice. */
export function drawMidline(
  painter: Painter,
  axes: SliceAxes,
  axis: Axis,
  at: number,
  size: number,
): void {
  if (axis === axes.through) return;
  const along = axis === axes.across ? axes.down : axes.across;
  painter.context.beginPath();
  for (const end of [-0.5, size - 0.5]) {
    const voxel: [number, number, number] = [0, 0, 0];
    voxel[axis] = at;
    voxel[along] = end;
    lineTo(painter, voxel, end < 0);
  }
  stroke(painter, MIDLINE);
}

function lineTo({ context, toScreen }: Painter, voxel: Triple, first: boolean): void {
  const [x, y] = toScreen(voxel);
  if (first) context.moveTo(x, y);
  else context.lineTo(x, y);
}

/**
 * On a dark edge, so that it is seen on every colour of a map. The edge has the same gaps: a line
 * below shows through them where two run along the same voxels.
 */
function stroke({ context }: Painter, { colour, dashes }: LineStyle): void {
  context.lineJoin = 'miter';
  context.setLineDash([...dashes]);
  context.lineWidth = WIDTH + 1.5;
  context.strokeStyle = 'rgb(0 0 0 / 75%)';
  context.stroke();
  context.lineWidth = WIDTH;
  context.strokeStyle = colour;
  context.stroke();
  context.setLineDash([]);
}
