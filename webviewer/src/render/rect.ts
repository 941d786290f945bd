import type { Rect } from './scene';

/** Whether two rectangles have more than an edge in common. */
export function overlap(one: Rect, two: Rect): boolean {
  return (
    one.x < two.x + two.width &&
    two.x < one.x + one.width &&
    one.y < two.y + two.height &&
    two.y < one.y + one.height
  );
}
