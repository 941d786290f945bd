import type { KeyBinding } from '../app/view';
import type { VoiWindow } from '../render/voi';
import { heldShift, type Settings, SHIFT_STEP } from './settings';

/** What the keys of the view act on. */
export interface KeyHands {
  settings(): Settings;
  change(settings: Partial<Settings>): void;
  setWindow(window: VoiWindow): void;
  step(frames: number): void;
  togglePlaying(): void;
  /** How far the midline may be moved, voxels. */
  readonly mostShift: number;
  /** The patient's sides at small and at large indices. */
  readonly sides: readonly [string, string];
}

const WINDOWS: readonly (readonly [string, string, VoiWindow])[] = [
  ['1', 'brain', { width: 80, center: 40 }],
  ['2', 'stroke', { width: 40, center: 40 }],
  ['3', 'vessels', { width: 400, center: 140 }],
];

const OPACITY_STEP = 0.05;

/** Returns the keys of the view, beside those of regions and of the stage. */
export function perfusionKeys(hands: KeyHands): readonly KeyBinding[] {
  const { settings, change } = hands;
  const group = 'Perfusion';
  const fade = (by: number) => () => {
    const opacity = Math.min(1, Math.max(0, settings().opacity + by));
    change({ opacity: Math.round(opacity * 100) / 100 });
  };
  const shift = (by: number) => () => {
    const midlineShift = heldShift(settings().midlineShift + by, hands.mostShift);
    change({ midlineShift, midlineShown: true });
  };
  return [
    ...WINDOWS.map(([key, name, window]) => ({
      key,
      label: `Window ${window.width}/${window.center} HU, ${name}`,
      group,
      run: () => hands.setWindow(window),
    })),
    { key: 'n', label: 'Next frame', group, run: () => hands.step(1) },
    { key: 'Shift+N', label: 'Previous frame', group, run: () => hands.step(-1) },
    { key: 'p', label: 'Play or pause', group, run: hands.togglePlaying },
    { key: 'a', label: 'Maps more opaque', group, run: fade(OPACITY_STEP) },
    { key: 'Shift+A', label: 'Maps less opaque', group, run: fade(-OPACITY_STEP) },
    {
      key: 'd',
      label: 'Show or hide the deficit',
      group,
      run: () => change({ deficitShown: !settings().deficitShown }),
    },
    {
      key: 'c',
      label: 'Show or hide the core',
      group,
      run: () => change({ coreShown: !settings().coreShown }),
    },
    {
      key: 'm',
      label: `Midline half a voxel to the patient’s ${hands.sides[1]}`,
      group,
      run: shift(SHIFT_STEP),
    },
    {
      key: 'Shift+M',
      label: `Midline half a voxel to the patient’s ${hands.sides[0]}`,
      group,
      run: shift(-SHIFT_STEP),
    },
  ];
}
