import type { KeyBinding } from '../app/view';
import type { VoiWindow } from '../render/voi';

/** Windows on the keys 1 to 5. */
export interface Preset {
  readonly key: string;
  readonly name: string;
  readonly window: VoiWindow;
}

export const PRESETS: readonly [Preset, ...Preset[]] = [
  { key: '1', name: 'Soft tissue', window: { width: 400, center: 40 } },
  { key: '2', name: 'Lung', window: { width: 1500, center: -600 } },
  { key: '3', name: 'Heart', window: { width: 150, center: 90 } },
  { key: '4', name: 'Bone', window: { width: 2500, center: 480 } },
  { key: '5', name: 'Brain', window: { width: 80, center: 40 } },
];

/** Returns `400/40`: width, then centre, as radiologists say it. */
export function windowWords({ width, center }: VoiWindow): string {
  return `${Math.round(width)}/${Math.round(center)}`;
}

export function presetKeys(choose: (window: VoiWindow) => void): readonly KeyBinding[] {
  return PRESETS.map(({ key, name, window }) => ({
    key,
    label: `Window ${windowWords(window)} HU, ${name.toLowerCase()}`,
    group: 'Window',
    run: () => choose(window),
  }));
}
