import type { DetectionLesion } from '../data/formats';
import type { Rect } from '../render/scene';
import type { Painter } from '../stage/stage';
import { placeLabels } from './label-places';

const FONT_CSS_PX = 13;
const LINE_CSS_PX = 18;

/** A lesion that is drawn. */
interface Drawn {
  readonly lesion: DetectionLesion;
  readonly selected: boolean;
}

/**
 * Draws the boxes of lesions with their categories and confidences; of labels that would overlap,
 * the selected lesion's and then that of the highest confidence are written. A label is written on
 * the screen, not on the image, so that it reads the same in a mirrored pane.
 */
export function drawLesions(painter: Painter, lesions: readonly Drawn[]): void {
  const { context } = painter;
  context.font = `600 ${FONT_CSS_PX}px system-ui, "DejaVu Sans", sans-serif`;
  const ordered = lesions
    .toSorted((a, b) => Number(b.selected) - Number(a.selected) || b.lesion.score - a.lesion.score)
    .map(({ lesion, selected }) => {
      const words = `${lesion.category} ${Math.round(lesion.score * 100)} %`;
      const width = context.measureText(words).width + 8;
      return {
        words,
        selected,
        box: boxOf(painter, lesion),
        label: { width, height: LINE_CSS_PX },
      };
    });
  // The most important last, over the others.
  for (const { box, selected } of ordered.toReversed()) drawBox(context, box, selected);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { words, selected, label, at } of placeLabels(ordered, painter)) {
    context.fillStyle = 'rgb(0 0 0 / 75%)';
    context.fillRect(at[0], at[1], label.width, label.height);
    context.fillStyle = colourOf(selected);
    context.fillText(words, at[0] + 4, at[1] + label.height / 2);
  }
}

function colourOf(selected: boolean): string {
  return selected ? '#ffe14d' : '#5ce1ff';
}

function boxOf(painter: Painter, lesion: DetectionLesion): Rect {
  const [x, y, width, height] = lesion.bbox;
  // A pixel's centre has whole coordinates, so its outer edges lie half a pixel outside.
  const [ax, ay] = painter.toScreen([x - 0.5, y - 0.5, painter.slice]);
  const [bx, by] = painter.toScreen([x + width - 0.5, y + height - 0.5, painter.slice]);
  return {
    x: Math.min(ax, bx),
    y: Math.min(ay, by),
    width: Math.abs(bx - ax),
    height: Math.abs(by - ay),
  };
}

function drawBox(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Rect,
  selected: boolean,
): void {
  context.lineWidth = selected ? 6 : 4;
  context.strokeStyle = 'rgb(0 0 0 / 70%)';
  context.strokeRect(x, y, width, height);
  context.lineWidth = selected ? 3.5 : 2;
  context.strokeStyle = colourOf(selected);
  context.strokeRect(x, y, width, height);
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
