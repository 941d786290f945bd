import { findAll } from '../data/catalog';
import { createAnnouncer } from './announcer';
import { el } from './dom';
import { showKeySheet } from './key-sheet';
import { createKeyboard } from './keyboard';
import { createOpenRoute } from './open-view';
import { createProblems } from './problems';
import { startRouter } from './router';
import { loadSettings, type Settings, saveSettings } from './settings';
import type { KeyBinding } from './view';

/** Makes the page in index.html alive: settings, keys, problems, and the view that the URL names. */
export function startApp(): void {
  let settings = loadSettings();
  const apply = (next: Settings): void => {
    settings = next;
    document.documentElement.dataset.theme = next.theme;
    const other = next.theme === 'dark' ? 'Light' : 'Dark';
    themeButton.textContent = `${other} theme`;
  };
  const change = (next: Settings): void => {
    apply(next);
    saveSettings(next);
  };
  const switchTheme = (): void =>
    change({ ...settings, theme: settings.theme === 'dark' ? 'light' : 'dark' });
  const showKeys = async (): Promise<void> =>
    showKeySheet([...keyboard.bindings(), ...(await stageKeys())], {
      on: settings.singleKeys,
      switchTo: (singleKeys) => change({ ...settings, singleKeys }),
    });

  const group = 'Everywhere';
  const own: readonly KeyBinding[] = [
    { key: '?', label: 'Show the keys', group, run: showKeys },
    { key: 'Shift+W', label: 'Go to the worklist', group, run: () => location.assign('#/') },
    { key: 'Shift+T', label: 'Dark or light theme', group, run: switchTheme },
  ];
  const keyboard = createKeyboard(own, () => settings.singleKeys);
  const problems = createProblems(part('problems'));
  const themeButton = el('button', { type: 'button', onclick: switchTheme });
  const keysButton = el(
    'button',
    { type: 'button', 'aria-keyshortcuts': '?', onclick: showKeys },
    'Keys ',
    el('kbd', {}, '?'),
  );
  part('tools').append(themeButton, keysButton);
  apply(settings);
  const heading = part('title');
  part('skip').addEventListener('click', (event) => {
    // The fragment of the URL names the view; a jump within the page must not change it.
    event.preventDefault();
    heading.focus();
  });

  catchTheRest((problem) => problems.show(problem));
  startRouter(
    { heading, host: part('view'), problems, keyboard, announce: createAnnouncer(part('live')) },
    createOpenRoute(() => findAll(new URL(document.baseURI))),
  );
}

/** Returns the keys that images take while they have the focus, if the view shows any. */
async function stageKeys(): Promise<readonly Pick<KeyBinding, 'key' | 'label' | 'group'>[]> {
  if (!document.querySelector('.stage')) return [];
  return (await import('../stage/keyboard')).STAGE_KEYS;
}

/** Shows what nobody caught, instead of a page that silently does nothing. */
function catchTheRest(show: (problem: unknown) => void): void {
  window.addEventListener('error', (event) => {
    // A layout that needs another frame, and no failure.
    if (!event.message.includes('ResizeObserver loop')) show(event.error ?? event.message);
  });
  window.addEventListener('unhandledrejection', (event) => show(event.reason));
}

/** Returns a part of index.html. */
function part(name: string): HTMLElement {
  const element = document.getElementById(`app-${name}`);
  if (!element) throw new Error(`index.html has no element #app-${name}`);
  return element;
}
