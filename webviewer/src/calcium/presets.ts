import type { Preset } from '../stage/window-bar';

export const PRESETS: readonly [Preset, ...Preset[]] = [
  { key: '1', name: 'Soft tissue', window: { width: 400, center: 40 } },
  { key: '2', name: 'Lung', window: { width: 1500, center: -600 } },
  { key: '3', name: 'Heart', window: { width: 150, center: 90 } },
  { key: '4', name: 'Bone', window: { width: 2500, center: 480 } },
  { key: '5', name: 'Brain', window: { width: 80, center: 40 } },
];
