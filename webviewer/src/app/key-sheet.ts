import { el } from './dom';
import type { KeyBinding } from './view';

/** The switch in the sheet for keys that are single letters, digits or signs. */
export interface SingleKeys {
  readonly on: boolean;
  switchTo(on: boolean): void;
}

/** Shows all keys in groups, until Escape or Close. Keys that do the same share a line. */
export function showKeySheet(
  bindings: readonly Pick<KeyBinding, 'key' | 'label' | 'group'>[],
  singleKeys: SingleKeys,
): void {
  if (document.querySelector('dialog[open]')) return;
  const tables = [...groupBy(bindings, ({ group }) => group)].map(([group, members]) =>
    el(
      'table',
      {},
      el('caption', {}, group),
      el(
        'tbody',
        {},
        ...[...groupBy(members, ({ label }) => label)].map(([label, same]) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, ...same.flatMap(({ key }, i) => keyCaps(key, i > 0))),
            el('td', {}, label),
          ),
        ),
      ),
    ),
  );
  const box = el('input', {
    type: 'checkbox',
    onchange: () => singleKeys.switchTo(box.checked),
  });
  box.checked = singleKeys.on;
  const dialog = el(
    'dialog',
    { class: 'app-keys', 'aria-labelledby': 'app-keys-title' },
    el(
      'div',
      { class: 'app-keys-head' },
      el('h2', { id: 'app-keys-title' }, 'Keys'),
      el('button', { type: 'button', onclick: () => dialog.close() }, 'Close'),
    ),
    ...tables,
    el('label', {}, box, ' Letters, digits and signs work as keys'),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

const SHOWN: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'Space',
};

/** Returns a key as it is printed on keyboards, for example `Shift` `+` `↑`. */
function keyCaps(key: string, another: boolean): readonly (string | Node)[] {
  const parts = key.split(/(?<=.)\+(?=.)/);
  const caps = parts.flatMap((part, i) => [i > 0 ? ' + ' : '', el('kbd', {}, SHOWN[part] ?? part)]);
  return another ? [' or ', ...caps] : caps;
}

function groupBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) group.push(item);
    else groups.set(nameOf(item), [item]);
  }
  return groups;
}
