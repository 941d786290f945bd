/** Something that may not be there, and then the reason in words for the user. */
export type Part<T> =
  | { readonly there: true; readonly value: T }
  | { readonly there: false; readonly reason: string };

export function present<T>(value: T): Part<T> {
  return { there: true, value };
}

export function absent(reason: string): { readonly there: false; readonly reason: string } {
  return { there: false, reason };
}

/** Returns the value, or null where there is none. */
export function orNull<T>(part: Part<T>): T | null {
  return part.there ? part.value : null;
}
