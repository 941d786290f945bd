import type { Rect } from '../render/scene';

/** Below this width, CSS pixels, the panes stand in one column. */
export const NARROW_CSS_PX = 600;

const GAP_CSS_PX = 4;
const COLUMN_GAP_CSS_PX = 8;
/** Free of panes, so that a finger on a phone finds a place to scroll the page by. */
const SCROLL_STRIP_CSS_PX = 28;
/** No pane of a column is taller than this part of the window, so that its edges can be seen. */
const LARGEST_PART_OF_WINDOW = 0.8;
const SMALLEST_SIDE_CSS_PX = 160;

/** Rows of pane ids. */
export type Rows = readonly (readonly string[])[];

/** How panes share a wide stage; see `StageOptions.arrangement`. */
export type Arrangement = 'rows' | 'first-large';

/** The part of the width that a large pane takes. */
const LARGE_PART = 2 / 3;

/** Where the panes are, and how large the canvas that holds them is; device pixels. */
export interface Placement {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rects: ReadonlyMap<string, Rect>;
}

export function isNarrow(widthCssPx: number): boolean {
  return widthCssPx < NARROW_CSS_PX;
}

/** Returns the height of a column of nearly square panes, CSS pixels. */
export function columnHeight(rows: Rows, widthCssPx: number, windowHeightCssPx: number): number {
  const count = rows.flat().length;
  const side = Math.max(0, widthCssPx - SCROLL_STRIP_CSS_PX);
  const tallest = Math.max(SMALLEST_SIDE_CSS_PX, windowHeightCssPx * LARGEST_PART_OF_WINDOW);
  return Math.round(count * Math.min(side, tallest) + Math.max(0, count - 1) * COLUMN_GAP_CSS_PX);
}

/**
 * Places the panes: rows of equal height, panes of equal width in a row, and one column on a narrow
 * stage. Edges fall on whole device pixels; no two panes overlap.
 */
export function place(
  rows: Rows,
  widthPx: number,
  heightPx: number,
  scale: number,
  arrangement: Arrangement = 'rows',
): Placement {
  const narrow = isNarrow(widthPx / scale);
  const [first, ...others] = rows.flat();
  if (arrangement === 'first-large' && !narrow && first !== undefined && others.length > 0) {
    return placeLarge(first, others, widthPx, heightPx, Math.round(GAP_CSS_PX * scale));
  }
  const shown = narrow ? rows.flat().map((id) => [id]) : rows.filter((row) => row.length > 0);
  const gap = Math.round((narrow ? COLUMN_GAP_CSS_PX : GAP_CSS_PX) * scale);
  const usable = narrow ? Math.max(0, widthPx - Math.round(SCROLL_STRIP_CSS_PX * scale)) : widthPx;
  const rects = new Map<string, Rect>();
  shown.forEach((row, rowIndex) => {
    const [top, height] = part(heightPx, shown.length, rowIndex, gap);
    row.forEach((id, index) => {
      const [left, width] = part(usable, row.length, index, gap);
      rects.set(id, { x: left, y: top, width, height });
    });
  });
  return { widthPx: usable, heightPx, rects };
}

/** Places one pane at the left, as high as the stage, and the others below each other at its right. */
function placeLarge(
  first: string,
  others: readonly string[],
  widthPx: number,
  heightPx: number,
  gap: number,
): Placement {
  const large = Math.round((widthPx - gap) * LARGE_PART);
  const left = large + gap;
  const rects = new Map<string, Rect>([[first, { x: 0, y: 0, width: large, height: heightPx }]]);
  others.forEach((id, index) => {
    const [top, height] = part(heightPx, others.length, index, gap);
    rects.set(id, { x: left, y: top, width: Math.max(0, widthPx - left), height });
  });
  return { widthPx, heightPx, rects };
}

/** The start and length of one of `count` parts of a length with gaps between them. */
function part(length: number, count: number, index: number, gap: number): [number, number] {
  const step = (length + gap) / count;
  const start = Math.round(index * step);
  return [start, Math.max(0, Math.round((index + 1) * step) - gap - start)];
}
