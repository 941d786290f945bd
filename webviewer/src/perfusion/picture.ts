import { BANNER } from './dicom/identity';
import { linesOf } from './text-lines';

/** What is written around the panels of an exported picture. */
export interface PictureWords {
  /** Above: the study and what is shown. */
  readonly heading: string;
  /** Below, a line each: volumes, methods. */
  readonly lines: readonly string[];
}

const PANE_PX = 720;
const GAP_PX = 8;
const LINE_PX = 26;
const MARGIN_PX = 16;

/**
 * Returns the panels, two a row, with a heading, lines of text and the banner, on black whatever
 * the theme. Each panel brings its own colour bar and label.
 *
 * @param capture gives a panel as a picture of a size
 */
export function pictureOf(
  panels: readonly string[],
  capture: (panel: string, widthPx: number, heightPx: number) => HTMLCanvasElement,
  { heading, lines }: PictureWords,
): HTMLCanvasElement {
  const width = 2 * PANE_PX + GAP_PX;
  const rows = Math.ceil(panels.length / 2);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) {
    throw new Error('the browser gives no canvas to draw the picture on');
  }
  context.font = font(18, 400);
  const wrapped = lines.flatMap((line) => linesOf(context, line, width - 2 * MARGIN_PX));
  const top = 2 * LINE_PX + MARGIN_PX;
  const bottom = (wrapped.length + 1) * LINE_PX + MARGIN_PX;
  canvas.width = width;
  canvas.height = top + rows * (PANE_PX + GAP_PX) + bottom;

  context.fillStyle = '#000000';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = 'middle';
  context.fillStyle = '#ffffff';
  context.font = font(20, 600);
  context.fillText(heading, MARGIN_PX, top / 2, width - 2 * MARGIN_PX - 260);
  context.textAlign = 'right';
  context.fillStyle = '#f2c14e';
  context.fillText(BANNER, width - MARGIN_PX, top / 2);
  context.textAlign = 'left';
  panels.forEach((panel, i) => {
    const x = (i % 2) * (PANE_PX + GAP_PX);
    const y = top + Math.floor(i / 2) * (PANE_PX + GAP_PX);
    context.drawImage(capture(panel, PANE_PX, PANE_PX), x, y);
  });
  context.fillStyle = '#ffffff';
  context.font = font(18, 400);
  wrapped.forEach((line, i) => {
    const y = top + rows * (PANE_PX + GAP_PX) + MARGIN_PX + i * LINE_PX + LINE_PX / 2;
    context.fillText(line, MARGIN_PX, y);
  });
  return canvas;
}

function font(sizePx: number, weight: number): string {
  return `${weight} ${sizePx}px system-ui, "DejaVu Sans", sans-serif`;
}

/** Returns a canvas as a PNG file. */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('the browser made no PNG of the picture'));
      else resolve(blob);
    }, 'image/png');
  });
}
