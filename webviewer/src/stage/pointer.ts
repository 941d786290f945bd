import type { VoiWindow } from '../render/voi';
import type { Point } from './camera';
import { draggedWindow, NO_REST, slicesOf, zoomOfDrag, zoomOfTurn } from './gestures';

/** What a plain drag does. */
export type Tool = 'window' | 'pan' | 'zoom' | 'draw';

/** What a pointer can do to a pane. Points are CSS pixels from the pane's top left. */
export interface Hands {
  tool(): Tool;
  window(): VoiWindow;
  setWindow(window: VoiWindow): void;
  pan(way: Point): void;
  zoomAbout(point: Point, factor: number): void;
  /** False for a single image: its wheel zooms. */
  hasSlices(): boolean;
  turn(slices: number): void;
  /** All points of the stroke so far; none, and done, if it was broken off. */
  stroke(points: readonly Point[], done: boolean): void;
  click(point: Point): void;
  reset(): void;
  /** A mouse or pen over the pane, or null when it left. */
  hover(point: Point | null): void;
}

/** A drag shorter than this is a click. */
const CLICK_CSS_PX = { mouse: 4, touch: 10 };
const DOUBLE_CLICK_MS = 350;

interface Drag {
  readonly kind: Tool | 'pinch' | 'over';
  /** Whether it is a click if it does not move. */
  readonly clicks: boolean;
  readonly start: Point;
  readonly window: VoiWindow;
  readonly stroke: Point[];
  /** Where the pointer was when it had moved enough to be no click; null before that. */
  from: Point | null;
}

/** Turns what mouse, pen, and fingers do on a pane into what they mean. */
export function listenToPointers(element: HTMLElement, hands: Hands): void {
  const pointers = new Map<number, Point>();
  let drag: Drag | null = null;
  let lastClick = { at: Number.NEGATIVE_INFINITY, point: [0, 0] as Point };
  let rest = NO_REST;

  function pointOf(event: MouseEvent): Point {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  function breakOff(kind: 'pinch' | 'over'): void {
    if (drag?.kind === 'draw' && drag.from !== null) {
      hands.stroke([], true);
    }
    drag = drag && { ...drag, kind, clicks: false };
  }

  function move(current: Drag, event: PointerEvent, last: Point, now: Point): void {
    // The image stays under the pointer from where it was pressed.
    const before = current.from === null ? current.start : last;
    if (current.from === null) {
      const slop = event.pointerType === 'touch' ? CLICK_CSS_PX.touch : CLICK_CSS_PX.mouse;
      if (distance(current.start, now) < slop) {
        return;
      }
      current.from = now;
    }
    const from = current.from;
    if (current.kind === 'window') {
      hands.setWindow(draggedWindow(current.window, now[0] - from[0], now[1] - from[1]));
    } else if (current.kind === 'pan') {
      hands.pan([now[0] - before[0], now[1] - before[1]]);
    } else if (current.kind === 'zoom') {
      hands.zoomAbout(current.start, zoomOfDrag(now[1] - before[1]));
    } else if (current.kind === 'draw') {
      current.stroke.push(now);
      hands.stroke([...current.stroke], false);
    }
  }

  function pinch(id: number, before: Point, now: Point): void {
    const other = [...pointers].find(([candidate]) => candidate !== id)?.[1];
    if (other === undefined) {
      return;
    }
    hands.pan([(now[0] - before[0]) / 2, (now[1] - before[1]) / 2]);
    const middle: Point = [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2];
    const factor = distance(now, other) / Math.max(1, distance(before, other));
    hands.zoomAbout(middle, Math.max(factor, 0.1));
  }

  function click(event: PointerEvent, point: Point): void {
    const soon = event.timeStamp - lastClick.at < DOUBLE_CLICK_MS;
    if (soon && distance(point, lastClick.point) < 2 * CLICK_CSS_PX.touch) {
      lastClick = { at: Number.NEGATIVE_INFINITY, point };
      hands.reset();
    } else {
      lastClick = { at: event.timeStamp, point };
      hands.click(point);
    }
  }

  element.addEventListener('pointerdown', (event) => {
    element.setPointerCapture(event.pointerId);
    const point = pointOf(event);
    pointers.set(event.pointerId, point);
    if (pointers.size > 1) {
      breakOff(pointers.size === 2 && drag?.kind !== 'over' ? 'pinch' : 'over');
      return;
    }
    const kind = kindOf(event, hands.tool());
    drag = {
      kind,
      clicks: event.button === 0 && !event.shiftKey,
      start: point,
      window: hands.window(),
      stroke: [point],
      from: null,
    };
  });

  element.addEventListener('pointermove', (event) => {
    const now = pointOf(event);
    if (event.pointerType !== 'touch') {
      hands.hover(now);
    }
    const before = pointers.get(event.pointerId);
    if (before === undefined || drag === null) {
      return;
    }
    pointers.set(event.pointerId, now);
    if (drag.kind === 'pinch') {
      pinch(event.pointerId, before, now);
    } else {
      move(drag, event, before, now);
    }
  });

  element.addEventListener('pointerup', (event) => {
    if (!pointers.delete(event.pointerId) || drag === null) {
      return;
    }
    if (drag.kind === 'draw' && drag.from !== null) {
      hands.stroke(drag.stroke, true);
    } else if (drag.clicks && drag.from === null) {
      click(event, pointOf(event));
    }
    // A finger that stays behind after a pinch does nothing until it is lifted too.
    drag = pointers.size === 0 ? null : { ...drag, kind: 'over' };
  });

  element.addEventListener('pointercancel', (event) => {
    pointers.delete(event.pointerId);
    breakOff('over');
    if (pointers.size === 0) {
      drag = null;
    }
  });

  element.addEventListener('pointerleave', () => hands.hover(null));
  element.addEventListener('contextmenu', (event) => event.preventDefault());
  // The middle button would scroll the page otherwise.
  element.addEventListener('mousedown', (event) => event.button === 1 && event.preventDefault());

  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      if (event.ctrlKey || !hands.hasSlices()) {
        hands.zoomAbout(pointOf(event), zoomOfTurn(event));
        return;
      }
      const turned = slicesOf(event, rest);
      rest = turned.rest;
      if (turned.slices !== 0) {
        hands.turn(turned.slices);
      }
    },
    { passive: false },
  );
}

function kindOf(event: PointerEvent, tool: Tool): Tool {
  if (event.button === 2) {
    return 'zoom';
  }
  return event.button === 1 || event.shiftKey ? 'pan' : tool;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
