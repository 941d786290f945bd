import type { VoiWindow } from '../render/voi';
import { numberIn, voxelIn, windowIn, windowText } from '../stage/link-values';
import type { Triple } from '../volume/grid';

/** What a deep link into a calcium study holds: settings of the view, and nothing of the patient. */
export interface ViewSettings {
  /** The crosshair, whole voxels. */
  readonly at: Triple | null;
  readonly window: VoiWindow | null;
  readonly thresholdHu: number | null;
}

/** Returns the settings of a link; what is malformed or out of range counts as not there. */
export function readSettings(params: URLSearchParams): ViewSettings {
  return {
    at: voxelIn(params.get('at')),
    window: windowIn(params.get('window')),
    thresholdHu: numberIn(params.get('hu')),
  };
}

/** Returns the settings as they stand in a link; other settings of the link are kept. */
export function writeSettings(params: URLSearchParams, settings: ViewSettings): URLSearchParams {
  const next = new URLSearchParams(params);
  const put = (name: string, value: string | null) =>
    value === null ? next.delete(name) : next.set(name, value);
  put('at', settings.at?.join(',') ?? null);
  put('window', settings.window && windowText(settings.window));
  put('hu', settings.thresholdHu === null ? null : String(settings.thresholdHu));
  return next;
}
