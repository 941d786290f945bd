import { type ColourName, colourTable } from '../render/colours';
import type { Painter } from '../stage/stage';
import type { ShownRange } from './ranges';
import { linesOf } from './text-lines';
import { shortNumber } from './words';

const WIDTH = 10;
const TOP = 46;
const RIGHT = 28;
const FONT = '600 12px system-ui, "DejaVu Sans", sans-serif';
/** Below this height of a pane there is no room for the bar between the words in its corners. */
const LEAST_HEIGHT = 150;

/** Draws the colours of a map at the right of its pane, with the ends of the range and the unit. */
export function drawColourBar(painter: Painter, range: ShownRange, colours: ColourName): void {
  const { context, width, height } = painter;
  if (height < LEAST_HEIGHT) return;
  const barHeight = Math.min(180, height - TOP - 54);
  const left = width - RIGHT - WIDTH;
  const table = colourTable(colours);
  context.fillStyle = '#000000';
  context.fillRect(left - 1, TOP - 1, WIDTH + 2, barHeight + 2);
  const steps = Math.max(2, Math.min(256, Math.round(barHeight)));
  for (let step = 0; step < steps; step++) {
    const at = 3 * Math.round((1 - step / (steps - 1)) * 255);
    context.fillStyle = `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`;
    const from = Math.floor((step * barHeight) / steps);
    // Each colour down to the end, and the next over it: no seams between fractions of pixels.
    context.fillRect(left, TOP + from, WIDTH, barHeight - from);
  }
  const [low, high] = range.values;
  write(context, range.unit, width - 8, TOP - 12);
  write(context, shortNumber(high - range.offset), left - 4, TOP + 5);
  write(context, shortNumber((low + high) / 2 - range.offset), left - 4, TOP + barHeight / 2);
  write(context, shortNumber(low - range.offset), left - 4, TOP + barHeight - 5);
}

/** Draws why a pane has no map, in its middle. */
export function drawNote(painter: Painter, text: string): void {
  const { context, width, height } = painter;
  context.font = FONT;
  const lines = linesOf(context, text, width - 40);
  lines.forEach((line, i) => {
    const y = height / 2 + (i - (lines.length - 1) / 2) * 17;
    write(context, line, width / 2, y, 'center');
  });
}

function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  align: CanvasTextAlign = 'right',
): void {
  context.font = FONT;
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = 'rgb(0 0 0 / 85%)';
  context.fillStyle = '#ffffff';
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}
