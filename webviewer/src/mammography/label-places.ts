import { overlap } from '../render/rect';
import type { Rect } from '../render/scene';
import type { Point, Size } from '../stage/camera';

const GAP_CSS_PX = 3;

/** A box on the screen that wants a label of that size, in CSS pixels. */
interface Labelled {
  readonly box: Rect;
  readonly label: Size;
}

/**
 * Returns those boxes whose label finds a place, with its top left corner. The first box has the
 * first choice. A label lies inside the pane beside its box and over no other label, over another
 * box only where there is no other place; boxes out of sight have none.
 */
export function placeLabels<T extends Labelled>(
  all: readonly T[],
  pane: Size,
): readonly (T & { readonly at: Point })[] {
  const placed: Rect[] = [];
  return all.flatMap((one) => {
    const { box, label } = one;
    if (!overlap(box, { x: 0, y: 0, ...pane })) return [];
    const free = placesOf(box, label, pane).filter(
      (place) => isInside(place, pane) && !placed.some((other) => overlap(other, place)),
    );
    const coversNone = (place: Rect) =>
      all.every((other) => other === one || !overlap(other.box, place));
    const best = free.find(coversNone) ?? free[0];
    if (!best) return [];
    placed.push(best);
    return [{ ...one, at: [best.x, best.y] as const }];
  });
}

/** The places beside a box, best first. */
function placesOf(box: Rect, { width, height }: Size, pane: Size): readonly Rect[] {
  const right = box.x + box.width;
  const above = box.y - height - GAP_CSS_PX;
  const below = box.y + box.height + GAP_CSS_PX;
  // Flush with the box, but not cut by the edge of the pane.
  const flush = Math.max(0, Math.min(box.x, pane.width - width));
  const flushRight = Math.max(0, Math.min(right, pane.width) - width);
  const beside = Math.max(0, Math.min(box.y, pane.height - height));
  return [
    { x: flush, y: above, width, height },
    { x: flush, y: below, width, height },
    { x: right + GAP_CSS_PX, y: beside, width, height },
    { x: box.x - GAP_CSS_PX - width, y: beside, width, height },
    { x: flushRight, y: above, width, height },
    { x: flushRight, y: below, width, height },
    // The box is larger than what is seen of it.
    { x: flush, y: Math.max(0, box.y) + GAP_CSS_PX, width, height },
  ];
}

function isInside({ x, y, width, height }: Rect, pane: Size): boolean {
  return x >= 0 && y >= 0 && x + width <= pane.width && y + height <= pane.height;
}
