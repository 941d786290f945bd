export const PAGE_IMAGES = 12;

/** Returns how many pages there are; at least 1, which may be empty. */
export function pageCount(items: number): number {
  return Math.max(1, Math.ceil(items / PAGE_IMAGES));
}

/** Returns a page counted from 0, or the nearest one there is, and the index of its first item. */
export function pageOf<T>(
  items: readonly T[],
  number: number,
): { readonly number: number; readonly first: number; readonly items: readonly T[] } {
  const last = pageCount(items.length) - 1;
  const page = Number.isInteger(number) ? Math.min(last, Math.max(0, number)) : 0;
  const first = page * PAGE_IMAGES;
  return { number: page, first, items: items.slice(first, first + PAGE_IMAGES) };
}
