import type { Triple } from '../volume/grid';
import type { Loop } from '../volume/outline';
import type { SliceAxes } from '../volume/plane';
import type { Painter } from './stage';

/** A line's colour and dashes, CSS pixels. Lines differ in both, so that colour is not the only sign. */
export interface LineStyle {
  readonly colour: string;
  readonly dashes: readonly number[];
}

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

/** Goes on with a path to a voxel. */
export function lineTo({ context, toScreen }: Painter, voxel: Triple, first: boolean): void {
  const [x, y] = toScreen(voxel);
  if (first) context.moveTo(x, y);
  else context.lineTo(x, y);
}

/**
 * Draws the path on a dark edge, so that it is seen on every colour of a map. The edge has the same gaps: a line
 * below shows through them where two run along the same voxels.
 */
export function stroke({ context }: Painter, { colour, dashes }: LineStyle): void {
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
