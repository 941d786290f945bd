import { el } from './dom';
import type { KeyBinding } from './view';

/** The switch in the sheet for keys that are single letters, digits or signs. */
export interface SingleKeys {
  readonly on: boolean;
  switchTo(on: boolean): void;
}

/** Shows all keys in groups, until Escape or Close. */
export function showKeySheet(
  bindings: readonly Pick<KeyBinding, 'key' | 'label' | 'group'>[],
  singleKeys: SingleKeys,
): void {
  if (document.querySelector('dialog[open]')) return;
  const groups = new Map<string, HTMLTableSectionElement>();
  for (const { key, label, group } of bindings) {
    const body = groups.get(group) ?? el('tbody');
    groups.set(group, body);
    body.append(el('tr', {}, el('th', { scope: 'row' }, ...keyCaps(key)), el('td', {}, label)));
  }
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
    ...[...groups].map(([group, body]) => el('table', {}, el('caption', {}, group), body)),
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
function keyCaps(key: string): readonly (string | Node)[] {
  const parts = key.split(/(?<=.)\+(?=.)/);
  return parts.flatMap((part, i) => [i > 0 ? ' + ' : '', el('kbd', {}, SHOWN[part] ?? part)]);
}
