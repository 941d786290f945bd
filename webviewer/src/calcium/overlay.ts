import type { CalciumLesion } from '../data/formats';
import type { Painter } from '../stage/stage';
import type { Triple } from '../volume/grid';
import type { Plane } from '../volume/plane';

/** Room between a lesion and the box around it, voxels. */
const MARGIN = 1;

/**
 * Draws a box around a lesion where the pane's slice cuts it; where it doesn't, nothing.
 *
 * @param text beside the box, or '' for none
 */
export function drawLesionBox(
  painter: Painter,
  plane: Plane,
  lesion: CalciumLesion,
  text: string,
): void {
  const { low, high } = extentOf(lesion);
  if (painter.slice < low[plane.through] || painter.slice > high[plane.through]) {
    return;
  }
  const grow = 0.5 + MARGIN;
  const [x0, y0] = painter.toScreen([low[0] - grow, low[1] - grow, low[2] - grow]);
  const [x1, y1] = painter.toScreen([high[0] + grow, high[1] + grow, high[2] + grow]);
  const [left, top] = [Math.min(x0, x1), Math.min(y0, y1)];
  const [width, height] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
  const { context } = painter;
  context.save();
  // A dark line under a light one shows on any ground.
  for (const [colour, lineWidth] of [
    ['#000000', 4],
    ['#ffffff', 2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = lineWidth;
    context.strokeRect(left, top, width, height);
  }
  if (text !== '') {
    context.font = '600 14px system-ui, "DejaVu Sans", sans-serif';
    context.textBaseline = 'top';
    context.lineWidth = 4;
    context.strokeStyle = '#000000';
    context.fillStyle = '#ffffff';
    // Beside the upper edge: beside the middle, a crosshair on the lesion would cross it out.
    const textTop = Math.max(0, top - 16);
    context.strokeText(text, left + width + 5, textTop);
    context.fillText(text, left + width + 5, textTop);
  }
  context.restore();
}

/** Returns the voxel in the middle of a lesion's box. */
export function centreOf({ slice, box: [x0, y0, x1, y1] }: CalciumLesion): Triple {
  return [Math.round((x0 + x1) / 2), Math.round((y0 + y1) / 2), slice];
}

/** Returns whether a voxel lies in a lesion's box. */
export function boxHolds(lesion: CalciumLesion, voxel: Triple): boolean {
  const { low, high } = extentOf(lesion);
  return voxel.every((at, axis) => at >= (low[axis] ?? 0) && at <= (high[axis] ?? 0));
}

function extentOf({ slice, box: [x0, y0, x1, y1] }: CalciumLesion): { low: Triple; high: Triple } {
  return { low: [x0, y0, slice], high: [x1, y1, slice] };
}
