import { nameOf, normalized } from './key-name';
import type { KeyBinding } from './view';

/** Keys that work anywhere in the page: the page's own, and those of the view that is open. */
export interface Keyboard {
  /** Every binding there is now, the page's own first. */
  bindings(): readonly KeyBinding[];
  /** Adds bindings of the view; a later binding of the same key wins. */
  add(bindings: readonly KeyBinding[]): void;
  /** Forgets the bindings of the view. */
  clear(): void;
}

/**
 * Listens to the keys of the document. Keys of text fields, buttons and dialogs stay theirs.
 *
 * @param singleKeys whether keys without Ctrl or Alt may do anything; `?` always does
 */
export function createKeyboard(own: readonly KeyBinding[], singleKeys: () => boolean): Keyboard {
  let added: KeyBinding[] = [];
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || belongsToTarget(event)) return;
    const name = nameOf(event);
    if (name === null || (isSign(name) && name !== '?' && !singleKeys())) return;
    const binding = [...own, ...added].findLast(({ key }) => normalized(key) === name);
    if (!binding) return;
    event.preventDefault();
    binding.run(event);
  });
  return {
    bindings: () => [...own, ...added],
    add: (bindings) => {
      added = [...added, ...bindings];
    },
    clear: () => {
      added = [];
    },
  };
}

/** Whether a key by this name types a character. */
function isSign(name: string): boolean {
  return [...name.replace(/^Shift\+/, '')].length === 1;
}

/** Whether the element with the focus does something with the key itself. */
function belongsToTarget({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('dialog, textarea, select, [contenteditable]')) return true;
  if (target instanceof HTMLInputElement) {
    // A slider or a box takes arrows, Home, Space and so on, and no letters.
    return !['range', 'checkbox', 'radio'].includes(target.type) || key.length > 1 || key === ' ';
  }
  const pressed = key === 'Enter' || key === ' ';
  return pressed && target.closest('button, a[href], summary, [role="button"]') !== null;
}
