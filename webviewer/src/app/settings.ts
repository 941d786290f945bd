/** How the page looks and listens. The only things that the viewer stores; never data. */
export interface Settings {
  readonly theme: 'dark' | 'light';
  /** Whether keys without Ctrl or Alt do anything; speech input may type them by mistake. */
  readonly singleKeys: boolean;
}

const PLACE = 'radloom.view-settings';
const DEFAULTS: Settings = { theme: 'dark', singleKeys: true };

/** Returns what was stored, or the defaults where nothing usable is. */
export function loadSettings(): Settings {
  try {
    return readSettings(localStorage.getItem(PLACE));
  } catch {
    // Storage is switched off in some browsers, and then even naming it throws.
    return DEFAULTS;
  }
}

/** Stores the settings if the browser lets us. */
export function saveSettings(settings: Settings): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(settings));
  } catch {
    // They hold until the page is closed.
  }
}

/** Returns the settings in a stored text; what is missing or strange is as by default. */
export function readSettings(text: string | null): Settings {
  if (text === null) return DEFAULTS;
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return DEFAULTS;
  }
  const { theme, singleKeys } = (stored ?? {}) as Readonly<Record<string, unknown>>;
  return {
    theme: theme === 'light' ? 'light' : 'dark',
    singleKeys: singleKeys !== false,
  };
}
