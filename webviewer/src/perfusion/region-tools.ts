import { el } from '../app/dom';
import { button, section } from '../app/form';
import type { KeyBinding } from '../app/view';
import type { Grid, Triple } from '../volume/grid';
import type { SliceAxes } from '../volume/plane';
import { boxAround, circleAround, type Region } from './region';

/** Half the width of a new box, and the radius of a new circle, mm. */
const FIRST_MM = 8;
const STEP_MM = 1;
const LEAST_MM = 1;
const LARGEST_MM = 150;

/** Draws regions: freehand by pointer, or a box or circle around the crosshair by keys. */
export interface RegionTools {
  readonly element: HTMLElement;
  readonly keys: readonly KeyBinding[];
  readonly region: Region | null;
  readonly drawing: boolean;
  /** Takes a stroke of the stage. */
  stroke(points: readonly Triple[], done: boolean): void;
}

export interface RegionHands {
  /** Where the crosshair is. */
  cursor(): Triple;
  /** Makes a plain drag draw, or not. */
  setDrawing(drawing: boolean): void;
  changed(): void;
  announce(message: string): void;
}

type Shape = 'box' | 'circle';

export function createRegionTools(grid: Grid, axes: SliceAxes, hands: RegionHands): RegionTools {
  let region: Region | null = null;
  let drawing = false;
  /** What the keys made, and can make larger. */
  let made: { readonly shape: Shape; readonly centre: Triple; readonly mm: number } | null = null;

  const draw = button('Draw by pointer', 'region-draw', () => {
    const on = draw.getAttribute('aria-pressed') !== 'true';
    draw.setAttribute('aria-pressed', String(on));
    hands.setDrawing(on);
  });
  draw.setAttribute('aria-pressed', 'false');

  function put(shape: Shape, centre: Triple, mm: number): void {
    made = { shape, centre, mm };
    region = (shape === 'box' ? boxAround : circleAround)(grid, axes, centre, mm);
    hands.changed();
    hands.announce(`${shape === 'box' ? 'Box' : 'Circle'}, ${2 * mm} mm wide`);
  }

  function grow(by: number): void {
    const mm = made && Math.min(LARGEST_MM, Math.max(LEAST_MM, made.mm + by));
    if (made !== null && mm !== null) put(made.shape, made.centre, mm);
    else hands.announce('Put a box or a circle first.');
  }

  function clear(): void {
    made = null;
    region = null;
    drawing = false;
    hands.changed();
    hands.announce('No region');
  }

  const put1 = (shape: Shape) => () => put(shape, hands.cursor(), made?.mm ?? FIRST_MM);
  const group = 'Region';
  return {
    element: section(
      'Region',
      'region',
      el(
        'div',
        { class: 'perfusion-buttons', role: 'group', 'aria-label': 'Region' },
        draw,
        button('Box at the crosshair', 'region-box', put1('box')),
        button('Circle at the crosshair', 'region-circle', put1('circle')),
        button('Larger', 'region-larger', () => grow(STEP_MM)),
        button('Smaller', 'region-smaller', () => grow(-STEP_MM)),
        button('Clear', 'region-clear', clear),
      ),
    ),
    keys: [
      { key: 'r', label: 'Draw by pointer, or stop', group, run: () => draw.click() },
      { key: 'b', label: 'Box around the crosshair', group, run: put1('box') },
      { key: 'o', label: 'Circle around the crosshair', group, run: put1('circle') },
      { key: 'g', label: 'Larger box or circle', group, run: () => grow(STEP_MM) },
      { key: 'Shift+G', label: 'Smaller box or circle', group, run: () => grow(-STEP_MM) },
      { key: 'Delete', label: 'Clear the region', group, run: clear },
    ],
    get region() {
      return region;
    },
    get drawing() {
      return drawing;
    },
    stroke(points, done) {
      const [first] = points;
      made = null;
      drawing = !done;
      region =
        first !== undefined && (!done || points.length >= 3)
          ? { axes, slice: Math.round(first[axes.through]), corners: points }
          : null;
      hands.changed();
    },
  };
}
