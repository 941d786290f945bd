import { el } from '../app/dom';
import type { VoiWindow } from '../render/voi';
import { type Preset, windowWords } from './presets';

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
    { class: 'calcium-windows', role: 'group', 'aria-label': 'Window, width/level in HU' },
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
