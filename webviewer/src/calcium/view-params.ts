import type { VoiWindow } from '../render/voi';
import type { Triple } from '../volume/grid';

/** What a deep link into a calcium study holds: settings of the view, and nothing of the patient. */
export interface ViewSettings {
  /** The crosshair, whole voxels. */
  readonly at: Triple | null;
  readonly window: VoiWindow | null;
  readonly thresholdHu: number | null;
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** Returns the settings of a link; what is malformed or out of range counts as not there. */
export function readSettings(params: URLSearchParams): ViewSettings {
  const at = numbers(params.get('at'), ',', 3);
  const window = numbers(params.get('window'), '/', 2);
  const threshold = numbers(params.get('hu'), ',', 1);
  return {
    at: at?.every((n) => Number.isInteger(n) && n >= 0) ? (at as unknown as Triple) : null,
    window:
      window && (window[0] ?? 0) >= 1 ? { width: window[0] ?? 1, center: window[1] ?? 0 } : null,
    thresholdHu: threshold?.[0] ?? null,
  };
}

/** Returns the settings as they stand in a link; other settings of the link are kept. */
export function writeSettings(params: URLSearchParams, settings: ViewSettings): URLSearchParams {
  const next = new URLSearchParams(params);
  const put = (name: string, value: string | null) =>
    value === null ? next.delete(name) : next.set(name, value);
  put('at', settings.at?.join(',') ?? null);
  put(
    'window',
    settings.window && `${round(settings.window.width)}/${round(settings.window.center)}`,
  );
  put('hu', settings.thresholdHu === null ? null : String(settings.thresholdHu));
  return next;
}

function numbers(text: string | null, separator: string, count: number): number[] | null {
  const parts = text?.split(separator) ?? [];
  return parts.length === count && parts.every((part) => NUMBER.test(part))
    ? parts.map(Number)
    : null;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
