import { el } from '../app/dom';
import type { KeyBinding } from '../app/view';
import type { VoiWindow } from '../render/voi';
import './window-bar.css';

/** A window on a key. */
export interface Preset {
  readonly key: string;
  readonly name: string;
  readonly window: VoiWindow;
}

/** Buttons of the window presets, and the window that is shown. */
export interface WindowBar {
  readonly element: HTMLElement;
  show(window: VoiWindow): void;
}

export function createWindowBar(
  presets: readonly Preset[],
  choose: (window: VoiWindow) => void,
): WindowBar {
  const buttons = presets.map(({ key, name, window }) => ({
    window,
    button: el(
      'button',
      {
        type: 'button',
        'aria-pressed': 'false',
        'aria-keyshortcuts': key,
        'data-test': `preset-${key}`,
        title: `Key ${key}`,
        onclick: () => choose(window),
      },
      `${name} `,
      el('small', {}, windowWords(window)),
    ),
  }));
  const shown = el('output', { 'data-test': 'window' });
  const element = el(
    'div',
    { class: 'stage-windows', role: 'group', 'aria-label': 'Window, width/level in HU' },
    ...buttons.map(({ button }) => button),
    shown,
  );
  return {
    element,
    show(window) {
      shown.textContent = `W/L ${windowWords(window)} HU`;
      for (const { window: own, button } of buttons) {
        const pressed = own.width === window.width && own.center === window.center;
        button.setAttribute('aria-pressed', String(pressed));
      }
    },
  };
}

/** Returns `400/40`: width, then centre, as radiologists say it. */
export function windowWords({ width, center }: VoiWindow): string {
  return `${Math.round(width)}/${Math.round(center)}`;
}

export function presetKeys(
  presets: readonly Preset[],
  choose: (window: VoiWindow) => void,
): readonly KeyBinding[] {
  return presets.map(({ key, name, window }) => ({
    key,
    label: `Window ${windowWords(window)} HU, ${name.toLowerCase()}`,
    group: 'Window',
    run: () => choose(window),
  }));
}
