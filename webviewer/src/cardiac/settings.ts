import type { VoiWindow } from '../render/voi';
import { voxelIn, windowIn, windowText } from '../stage/link-values';
import type { Preset } from '../stage/window-bar';
import type { Triple } from '../volume/grid';
import type { PlaneName } from '../volume/plane';

/** What a deep link into a heart holds: settings of the view, and nothing of the patient. */
export interface Settings {
  readonly plane: PlaneName;
  /** The crosshair, whole voxels; null until the view chooses. */
  readonly at: Triple | null;
  readonly window: VoiWindow;
  readonly outlinesShown: boolean;
}

export const PLANES: readonly PlaneName[] = ['axial', 'coronal', 'sagittal'];

/** The first is that of the job's pictures: blood with contrast medium beside muscle. */
export const PRESETS: readonly [Preset, ...Preset[]] = [
  { key: '1', name: 'Heart', window: { width: 700, center: 200 } },
  { key: '2', name: 'Soft tissue', window: { width: 400, center: 40 } },
  { key: '3', name: 'Lung', window: { width: 1500, center: -600 } },
];

/** Returns the settings of a link; what is malformed or out of range counts as not there. */
export function readSettings(params: URLSearchParams): Settings {
  return {
    plane: PLANES.find((name) => name === params.get('plane')) ?? 'axial',
    at: voxelIn(params.get('at')),
    window: windowIn(params.get('window')) ?? PRESETS[0].window,
    outlinesShown: params.get('hide') !== 'outlines',
  };
}

/** Returns the settings as they stand in a link; defaults are left out, other settings kept. */
export function writeSettings(params: URLSearchParams, settings: Settings): URLSearchParams {
  const next = new URLSearchParams(params);
  const put = (name: string, value: string, normal: string): void => {
    if (value === normal) next.delete(name);
    else next.set(name, value);
  };
  put('plane', settings.plane, 'axial');
  put('at', settings.at?.join(',') ?? '', '');
  put('window', windowText(settings.window), windowText(PRESETS[0].window));
  put('hide', settings.outlinesShown ? '' : 'outlines', '');
  return next;
}
