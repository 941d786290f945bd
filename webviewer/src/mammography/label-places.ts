import type { Point, Size } from '../stage/camera';

/** A rectangle on the screen, in CSS pixels. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

const GAP_CSS_PX = 3;

/** A box that wants a label of that size. */
interface Labelled {
  readonly box: Box;
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
  const placed: Box[] = [];
  return all.flatMap((one) => {
    const { box, label } = one;
    if (!overlap(box, { left: 0, top: 0, ...pane })) return [];
    const free = placesOf(box, label, pane).filter(
      (place) => isInside(place, pane) && !placed.some((other) => overlap(other, place)),
    );
    const coversNone = (place: Box) =>
      all.every((other) => other === one || !overlap(other.box, place));
    const best = free.find(coversNone) ?? free[0];
    if (!best) return [];
    placed.push(best);
    return [{ ...one, at: [best.left, best.top] as const }];
  });
}

/** The places beside a box, best first. */
function placesOf(box: Box, { width, height }: Size, pane: Size): readonly Box[] {
  const right = box.left + box.width;
  const above = box.top - height - GAP_CSS_PX;
  const below = box.top + box.height + GAP_CSS_PX;
  // Flush with the box, but not cut by the edge of the pane.
  const flush = Math.max(0, Math.min(box.left, pane.width - width));
  const flushRight = Math.max(0, Math.min(right, pane.width) - width);
  const beside = Math.max(0, Math.min(box.top, pane.height - height));
  return [
    { left: flush, top: above, width, height },
    { left: flush, top: below, width, height },
    { left: right + GAP_CSS_PX, top: beside, width, height },
    { left: box.left - GAP_CSS_PX - width, top: beside, width, height },
    { left: flushRight, top: above, width, height },
    { left: flushRight, top: below, width, height },
    // The box is larger than what is seen of it.
    { left: flush, top: Math.max(0, box.top) + GAP_CSS_PX, width, height },
  ];
}

function isInside({ left, top, width, height }: Box, pane: Size): boolean {
  return left >= 0 && top >= 0 && left + width <= pane.width && top + height <= pane.height;
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}
