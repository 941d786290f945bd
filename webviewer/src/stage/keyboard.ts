/** What a key does on the pane that has the focus. Directions are those of the screen. */
export type StageAction =
  | { readonly kind: 'cursor'; readonly right: number; readonly down: number }
  | { readonly kind: 'slice'; readonly by: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly right: number; readonly down: number }
  | { readonly kind: 'window'; readonly wider: number; readonly higher: number }
  | { readonly kind: 'reset' | 'pick' | 'crosshair' };

/** A key of the stage, for the sheet of keys. */
export interface StageKey {
  /** As in KeyboardEvent.key, with `Shift+` or `Alt+` before it. */
  readonly key: string;
  readonly label: string;
  readonly group: string;
}

const GROUP = 'Image that has the focus';
const ZOOM_STEP = 1.25;

const KEYS: readonly (readonly [string, string, StageAction])[] = [
  ['ArrowLeft', 'Crosshair left', { kind: 'cursor', right: -1, down: 0 }],
  ['ArrowRight', 'Crosshair right', { kind: 'cursor', right: 1, down: 0 }],
  ['ArrowUp', 'Crosshair up', { kind: 'cursor', right: 0, down: -1 }],
  ['ArrowDown', 'Crosshair down', { kind: 'cursor', right: 0, down: 1 }],
  ['PageUp', 'Previous slice', { kind: 'slice', by: -1 }],
  [',', 'Previous slice', { kind: 'slice', by: -1 }],
  ['PageDown', 'Next slice', { kind: 'slice', by: 1 }],
  ['.', 'Next slice', { kind: 'slice', by: 1 }],
  ['+', 'Zoom in', { kind: 'zoom', factor: ZOOM_STEP }],
  ['=', 'Zoom in', { kind: 'zoom', factor: ZOOM_STEP }],
  ['-', 'Zoom out', { kind: 'zoom', factor: 1 / ZOOM_STEP }],
  ['Shift+ArrowLeft', 'Move the image left', { kind: 'pan', right: -1, down: 0 }],
  ['Shift+ArrowRight', 'Move the image right', { kind: 'pan', right: 1, down: 0 }],
  ['Shift+ArrowUp', 'Move the image up', { kind: 'pan', right: 0, down: -1 }],
  ['Shift+ArrowDown', 'Move the image down', { kind: 'pan', right: 0, down: 1 }],
  ['Alt+ArrowLeft', 'Narrower window', { kind: 'window', wider: -1, higher: 0 }],
  ['[', 'Narrower window', { kind: 'window', wider: -1, higher: 0 }],
  ['Alt+ArrowRight', 'Wider window', { kind: 'window', wider: 1, higher: 0 }],
  [']', 'Wider window', { kind: 'window', wider: 1, higher: 0 }],
  ['Alt+ArrowDown', 'Lower window level', { kind: 'window', wider: 0, higher: -1 }],
  ['{', 'Lower window level', { kind: 'window', wider: 0, higher: -1 }],
  ['Alt+ArrowUp', 'Higher window level', { kind: 'window', wider: 0, higher: 1 }],
  ['}', 'Higher window level', { kind: 'window', wider: 0, higher: 1 }],
  ['0', 'Fit the image', { kind: 'reset' }],
  ['Home', 'Fit the image', { kind: 'reset' }],
  ['Enter', 'Pick what is under the crosshair', { kind: 'pick' }],
  ['x', 'Show or hide the crosshair', { kind: 'crosshair' }],
];

/** The keys that a pane of the stage understands while it has the focus. */
export const STAGE_KEYS: readonly StageKey[] = KEYS.map(([key, label]) => ({
  key,
  label,
  group: GROUP,
}));

const ACTIONS: ReadonlyMap<string, StageAction> = new Map(
  KEYS.map(([key, , action]) => [key, action]),
);

/** Returns what a key does, or null if it is none of the stage's. */
export function actionOf(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>,
): StageAction | null {
  if (event.ctrlKey || event.metaKey) {
    return null;
  }
  // Keyboards need Shift or AltGr for some characters, so only named keys are told apart by them.
  const named = event.key.length > 1;
  const prefix = named ? `${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}` : '';
  return ACTIONS.get(prefix + event.key) ?? null;
}
