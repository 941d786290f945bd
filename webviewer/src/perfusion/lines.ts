import { type LineStyle, lineTo, stroke } from '../stage/lines';
import type { Painter } from '../stage/stage';
import type { Axis } from '../volume/grid';
import type { SliceAxes } from '../volume/plane';
import type { Region } from './region';

export const DEFICIT_LINE: LineStyle = { colour: '#ffffff', dashes: [] };
export const CORE_LINE: LineStyle = { colour: '#ff7bf1', dashes: [5, 3] };
export const REGION_LINE: LineStyle = { colour: '#ff9f43', dashes: [8, 3, 2, 3] };
export const MIDLINE: LineStyle = { colour: '#b8c4cf', dashes: [2, 4] };

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
