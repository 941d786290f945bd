import type { Cut } from '../render/scene';
import type { VoiWindow } from '../render/voi';
import type { Triple } from '../volume/grid';
import type { Camera } from './camera';
import { type Point, pixelMm, pointOf, type Size } from './camera';
import { scaleBarOf } from './scale-bar';
import type { StagePane } from './stage';

const FONT_CSS_PX = 13;
const LINE_CSS_PX = 18;
const MARGIN_CSS_PX = 8;
/** Half of the hole in the crosshair, so that it does not cover what it points at. */
const HOLE_CSS_PX = 12;
const LONGEST_BAR_CSS_PX = 130;
/** Below this width the letters of the sides stay, and the window values go. */
const ROOM_FOR_CORNERS_CSS_PX = 150;

/** A pane's picture, and what is written on it. */
export interface Annotated {
  readonly pane: StagePane;
  readonly camera: Camera;
  readonly cut: Cut;
  /** Device pixels. */
  readonly size: Size;
  /** Device pixels in a CSS pixel. */
  readonly scale: number;
  readonly window: VoiWindow;
  /** Where the crosshair is drawn, or null for none. */
  readonly crosshair: Triple | null;
}

/**
 * Draws over a pane's picture: what the view adds, the crosshair, letters of orientation, scale bar,
 * label, window, and slice number. The context's origin is the pane's top left, in CSS pixels.
 */
export function drawOverlay(context: CanvasRenderingContext2D, annotated: Annotated): void {
  const { pane, cut, size, scale, crosshair } = annotated;
  const toScreen = (voxel: Triple): Point => {
    const [x, y] = pointOf(cut, voxel);
    return [x / scale, y / scale];
  };
  if (pane.overlay !== undefined) {
    context.save();
    pane.overlay({
      context,
      slice: cut.slice,
      toScreen,
      scale,
      width: size.width / scale,
      height: size.height / scale,
    });
    context.restore();
  }
  if (crosshair !== null) {
    drawCrosshair(context, annotated, toScreen(crosshair));
  }
  drawWords(context, annotated);
  drawScaleBar(context, annotated);
}

/** Draws with the origin at a pane's top left and nothing outside of it. */
export function inPane(
  context: CanvasRenderingContext2D,
  rect: Size & { readonly x: number; readonly y: number },
  scale: number,
  draw: () => void,
): void {
  context.save();
  context.beginPath();
  context.rect(rect.x, rect.y, rect.width, rect.height);
  context.clip();
  context.translate(rect.x, rect.y);
  context.scale(scale, scale);
  draw();
  context.restore();
}

function drawCrosshair(
  context: CanvasRenderingContext2D,
  { cut, size, scale }: Annotated,
  at: Point,
): void {
  const [width, height] = [size.width / scale, size.height / scale];
  const [x, y] = [onPixel(at[0], scale), onPixel(at[1], scale)];
  const voxelAcross = 0.5 / Math.abs(cut.acrossPerPx * scale);
  const voxelDown = 0.5 / Math.abs(cut.downPerPx * scale);
  const [holeX, holeY] = [HOLE_CSS_PX + voxelAcross, HOLE_CSS_PX + voxelDown];
  context.beginPath();
  for (const [fromX, fromY, toX, toY] of [
    [0, y, x - holeX, y],
    [x + holeX, y, width, y],
    [x, 0, x, y - holeY],
    [x, y + holeY, x, height],
  ] as const) {
    if (toX >= fromX && toY >= fromY) {
      context.moveTo(fromX, fromY);
      context.lineTo(toX, toY);
    }
  }
  strokeTwice(context, '#6cd4ff', 1);
}

function drawWords(context: CanvasRenderingContext2D, annotated: Annotated): void {
  const { pane, cut, size, scale, window } = annotated;
  const [width, height] = [size.width / scale, size.height / scale];
  const { left, right, top, bottom } = pane.plane.edges;
  const [atLeft, atRight] = pane.mirrored ? [right, left] : [left, right];
  context.font = `600 ${FONT_CSS_PX}px system-ui, "DejaVu Sans", sans-serif`;
  const write = (text: string, acrossPart: number, downPart: number, inset = 0) =>
    writeAt(context, text, acrossPart, downPart, [width, height], inset);
  // A letter gives way to long words in the corner beside it.
  const insetBeside = (words: string) =>
    context.measureText(words).width + 2 * MARGIN_CSS_PX > width / 2 - FONT_CSS_PX
      ? LINE_CSS_PX
      : 0;
  const windowWords =
    width >= ROOM_FOR_CORNERS_CSS_PX ? `W ${window.width} L ${window.center}` : '';
  write(atLeft, 0, 0.5);
  write(atRight, 1, 0.5);
  write(top, 0.5, 0, insetBeside(pane.label));
  write(bottom, 0.5, 1, insetBeside(windowWords));
  write(pane.label, 0, 0);
  write(windowWords, 0, 1);
  const slices = pane.grid.shape[cut.through];
  if (slices > 1) {
    write(`${cut.slice + 1}/${slices}`, 1, 0);
  }
}

/**
 * Writes at a part of the width and height: 0 at the left or top, 1 at the right or bottom, and
 * `inset` further in from there.
 */
function writeAt(
  context: CanvasRenderingContext2D,
  text: string,
  acrossPart: number,
  downPart: number,
  [width, height]: Point,
  inset: number,
): void {
  context.textAlign = acrossPart === 0 ? 'left' : acrossPart === 1 ? 'right' : 'center';
  context.textBaseline = downPart === 0 ? 'top' : downPart === 1 ? 'alphabetic' : 'middle';
  const x = MARGIN_CSS_PX + acrossPart * (width - 2 * MARGIN_CSS_PX);
  const margin = MARGIN_CSS_PX + inset;
  const y = margin + downPart * (height - 2 * margin);
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = 'rgb(0 0 0 / 85%)';
  context.fillStyle = '#ffffff';
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

function drawScaleBar(
  context: CanvasRenderingContext2D,
  { pane, camera, size, scale }: Annotated,
): void {
  const { across, down } = pane.plane;
  const { spacingMm } = pane.grid;
  if (!(spacingMm[across] > 0) || !(spacingMm[down] > 0)) {
    return;
  }
  const [width, height] = [size.width / scale, size.height / scale];
  const mmPerCssPx = pixelMm(pane, camera, size) * scale;
  const bar = scaleBarOf(Math.min(width * 0.3, LONGEST_BAR_CSS_PX) * mmPerCssPx);
  if (bar === null || width < ROOM_FOR_CORNERS_CSS_PX) {
    return;
  }
  const [right, y] = [width - MARGIN_CSS_PX, height - MARGIN_CSS_PX];
  const left = right - bar.mm / mmPerCssPx;
  context.beginPath();
  context.moveTo(left, y - 5);
  context.lineTo(left, y);
  context.lineTo(right, y);
  context.lineTo(right, y - 5);
  strokeTwice(context, '#ffffff', 1.5);
  writeAt(context, bar.label, 1, 1, [width, height], 8);
}

/** The middle of the device pixel, in CSS pixels, so that a thin line is sharp. */
function onPixel(cssPx: number, scale: number): number {
  return (Math.floor(cssPx * scale) + 0.5) / scale;
}

/** Strokes the path with a dark edge, so that it is seen on black and on white. */
function strokeTwice(context: CanvasRenderingContext2D, colour: string, widthCssPx: number): void {
  context.lineWidth = widthCssPx + 2;
  context.strokeStyle = 'rgb(0 0 0 / 60%)';
  context.stroke();
  context.lineWidth = widthCssPx;
  context.strokeStyle = colour;
  context.stroke();
}
