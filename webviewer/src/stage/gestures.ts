import type { VoiWindow } from '../render/voi';

/** CSS pixels of a drag that move the window by its own width. */
const DRAG_FOR_WIDTH_CSS_PX = 300;
/** A narrow window still moves by this much a CSS pixel. */
const SLOWEST_PER_CSS_PX = 0.5;
/** Above what 16 bits and a rescale slope of 2 can hold. */
const WIDEST = 131072;

/** A turn of the wheel at or over this is a notch of a mouse: one slice, however far it says. */
const NOTCH_CSS_PX = 50;
/** How far a trackpad moves for a slice. */
const SLICE_CSS_PX = 30;
const LINE_CSS_PX = 16;
/** Rest of a trackpad's movement is forgotten after this long. */
const REST_MS = 300;

/** Returns a window with a whole centre and width that a display can show. */
export function usableWindow(window: VoiWindow): VoiWindow {
  return {
    center: Math.round(Math.min(Math.max(window.center, -WIDEST), WIDEST)),
    width: Math.round(Math.min(Math.max(window.width, 1), WIDEST)),
  };
}

/**
 * Returns the window after a drag from `start`: to the right is wider, up is brighter. The speed
 * follows the width at the start, so that a lung window moves as comfortably as a brain window.
 */
export function draggedWindow(start: VoiWindow, rightCssPx: number, downCssPx: number): VoiWindow {
  const speed = Math.max(SLOWEST_PER_CSS_PX, start.width / DRAG_FOR_WIDTH_CSS_PX);
  return usableWindow({
    center: start.center + downCssPx * speed,
    width: start.width + rightCssPx * speed,
  });
}

/** Returns the window after steps by keys: a tenth of the width, and half of that for the level. */
export function steppedWindow(window: VoiWindow, wider: number, higher: number): VoiWindow {
  return usableWindow({
    center: window.center + higher * Math.max(1, Math.round(window.width / 20)),
    width: window.width + wider * Math.max(1, Math.round(window.width / 10)),
  });
}

/** The parts of a WheelEvent that count. */
export interface Turn {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
  readonly timeStamp: number;
}

/** What of a trackpad's movement did not make a whole slice yet. */
export interface WheelRest {
  readonly cssPx: number;
  readonly timeStamp: number;
}

export const NO_REST: WheelRest = { cssPx: 0, timeStamp: 0 };

/** Returns how many slices a turn of the wheel goes on, and what is left for the next. */
export function slicesOf(turn: Turn, rest: WheelRest): { slices: number; rest: WheelRest } {
  const delta = wheelCssPx(turn);
  if (turn.deltaMode !== 0 || Math.abs(delta) >= NOTCH_CSS_PX) {
    return { slices: Math.sign(delta), rest: { cssPx: 0, timeStamp: turn.timeStamp } };
  }
  const goesOn =
    turn.timeStamp - rest.timeStamp < REST_MS && Math.sign(rest.cssPx) === Math.sign(delta);
  const sum = delta + (goesOn ? rest.cssPx : 0);
  const slices = Math.trunc(sum / SLICE_CSS_PX);
  return {
    slices: slices === 0 ? 0 : slices,
    rest: { cssPx: sum - slices * SLICE_CSS_PX, timeStamp: turn.timeStamp },
  };
}

/** Returns the zoom factor of a turn of the wheel, or of a pinch, which browsers report as one. */
export function zoomOfTurn(turn: Turn): number {
  const delta = Math.min(Math.max(wheelCssPx(turn), -25), 25);
  return Math.exp(-delta / 100);
}

/** Returns the zoom factor of a drag: up is nearer, 150 CSS pixels are e times as large. */
export function zoomOfDrag(downCssPx: number): number {
  return Math.exp(-downCssPx / 150);
}

function wheelCssPx(turn: Turn): number {
  // With Shift, browsers turn the wheel sideways.
  const delta = turn.deltaY === 0 ? turn.deltaX : turn.deltaY;
  return turn.deltaMode === 0 ? delta : delta * LINE_CSS_PX;
}
