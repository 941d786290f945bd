import type { DetectionLesion } from '../data/formats';
import type { Painter } from '../stage/stage';

const FONT_CSS_PX = 13;
const LINE_CSS_PX = 18;

/**
 * Draws the box of a lesion with its category and confidence. The label is written on the screen,
 * not on the image, so that it reads the same in a mirrored pane.
 */
export function drawLesion(
  painter: Painter,
  lesion: DetectionLesion,
  selected: boolean,
  paneWidthCssPx: number,
): void {
  const { context, slice } = painter;
  const [x, y, width, height] = lesion.bbox;
  // A pixel's centre has whole coordinates, so its outer edges lie half a pixel outside.
  const [ax, ay] = painter.toScreen([x - 0.5, y - 0.5, slice]);
  const [bx, by] = painter.toScreen([x + width - 0.5, y + height - 0.5, slice]);
  const left = Math.min(ax, bx);
  const top = Math.min(ay, by);
  const boxWidth = Math.abs(bx - ax);
  const boxHeight = Math.abs(by - ay);

  context.lineWidth = selected ? 6 : 4;
  context.strokeStyle = 'rgb(0 0 0 / 70%)';
  context.strokeRect(left, top, boxWidth, boxHeight);
  context.lineWidth = selected ? 3.5 : 2;
  context.strokeStyle = selected ? '#ffe14d' : '#5ce1ff';
  context.strokeRect(left, top, boxWidth, boxHeight);

  const label = `${lesion.category} ${Math.round(lesion.score * 100)} %`;
  context.font = `600 ${FONT_CSS_PX}px system-ui, "DejaVu Sans", sans-serif`;
  const labelWidth = context.measureText(label).width + 8;
  // Next to the box, but not cut by the edge of the pane while the box is in sight.
  const inSight = left < paneWidthCssPx && left + boxWidth > 0;
  const labelLeft = inSight ? Math.max(0, Math.min(left, paneWidthCssPx - labelWidth)) : left;
  const labelTop = top - LINE_CSS_PX - 3 < 0 ? top + boxHeight + 3 : top - LINE_CSS_PX - 3;
  context.fillStyle = 'rgb(0 0 0 / 75%)';
  context.fillRect(labelLeft, labelTop, labelWidth, LINE_CSS_PX);
  context.fillStyle = selected ? '#ffe14d' : '#5ce1ff';
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(label, labelLeft + 4, labelTop + LINE_CSS_PX / 2);
}

/** Writes a line into the middle of a pane that has no picture yet, or never will. */
export function drawMessage(painter: Painter, message: string, widthCssPx: number): void {
  const { context } = painter;
  const [x, y] = painter.toScreen([0, 0, 0]);
  context.font = `${FONT_CSS_PX}px system-ui, "DejaVu Sans", sans-serif`;
  context.fillStyle = '#e6ebef';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(message, x, y, widthCssPx);
}
