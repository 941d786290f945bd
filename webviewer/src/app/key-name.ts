/** The parts of a KeyboardEvent that name a key. */
export interface Keystroke {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Returns the name of a key as bindings are looked up by: `Ctrl+`, `Alt+`, `Shift+` in this order,
 * letters small. Shift is left out of signs, which differ between keyboards: `?` is `?` however it
 * is typed. Null for keys with Meta, which belong to the system.
 */
export function nameOf(stroke: Keystroke): string | null {
  if (stroke.metaKey) return null;
  return join(stroke.ctrlKey, stroke.altKey, stroke.shiftKey, stroke.key);
}

/** Returns the name that {@link nameOf} gives to the key of a binding, for example `Shift+ArrowUp`. */
export function normalized(binding: string): string {
  let rest = binding;
  const has = (prefix: string): boolean => {
    // The key itself may be '+'.
    const found = rest.startsWith(prefix) && rest.length > prefix.length;
    if (found) rest = rest.slice(prefix.length);
    return found;
  };
  const ctrl = has('Ctrl+');
  const alt = has('Alt+');
  const shift = has('Shift+');
  return join(ctrl, alt, shift || isCapital(rest), rest);
}

function join(ctrl: boolean, alt: boolean, shift: boolean, key: string): string {
  const letter = isLetter(key);
  const named = [...key].length > 1;
  return [
    ctrl ? 'Ctrl+' : '',
    alt ? 'Alt+' : '',
    shift && (letter || named || key === ' ') ? 'Shift+' : '',
    letter ? key.toLowerCase() : key,
  ].join('');
}

function isLetter(key: string): boolean {
  return [...key].length === 1 && key.toLowerCase() !== key.toUpperCase();
}

function isCapital(key: string): boolean {
  return isLetter(key) && key !== key.toLowerCase();
}
