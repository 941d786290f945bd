import type { DetectionStudy } from '../data/formats';

/** More images than this do not stand in one row. */
const MOST_IN_A_ROW = 3;

/**
 * Returns rows of image indices as they hang: a mammogram as the study says, all in one row where it
 * does not; images of anything else in their order, in about as many rows as columns.
 */
export function rowsOf({
  op,
  hanging,
  images,
}: Pick<DetectionStudy, 'op' | 'hanging' | 'images'>): readonly (readonly number[])[] {
  const all = images.map((_, i) => i);
  if (op === 'mammography') return hanging.flat().length > 0 ? hanging : [all];
  const columns = all.length <= MOST_IN_A_ROW ? all.length : Math.ceil(Math.sqrt(all.length));
  const rows = Math.ceil(all.length / columns);
  return Array.from({ length: rows }, (_, row) => all.slice(row * columns, (row + 1) * columns));
}
