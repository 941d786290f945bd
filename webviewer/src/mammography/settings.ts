import type { VoiWindow } from '../render/voi';

/** What of the view stands in the URL. */
export interface ViewSettings {
  /** Null means the image's own. */
  readonly window: VoiWindow | null;
  readonly inverted: boolean;
  /** Index of the image shown alone, or null for all. */
  readonly enlarged: number | null;
  /** 0 to 1. */
  readonly heatOpacity: number;
  /** Lesions below this confidence are not shown, 0 to 1. */
  readonly leastConfidence: number;
  /** Whether zooming or moving one image does the same to the others. */
  readonly linked: boolean;
}

export const DEFAULT_HEAT_OPACITY = 0.4;

const WIDEST = 131072;

/** Reads the settings; what is missing or makes no sense is as by default. */
export function readSettings(params: URLSearchParams, images: number): ViewSettings {
  const center = numberIn(params, 'center', -WIDEST, WIDEST);
  const width = numberIn(params, 'width', 1, WIDEST);
  const enlarged = numberIn(params, 'image', 1, images);
  return {
    window: center === null || width === null ? null : { center, width },
    inverted: params.get('inverted') === '1',
    enlarged: enlarged !== null && Number.isInteger(enlarged) ? enlarged - 1 : null,
    heatOpacity: (numberIn(params, 'heat', 0, 100) ?? DEFAULT_HEAT_OPACITY * 100) / 100,
    leastConfidence: (numberIn(params, 'confidence', 0, 100) ?? 0) / 100,
    linked: params.get('linked') === '1',
  };
}

/** Returns the settings for the URL; what is as by default is left out. */
export function toParams(settings: ViewSettings): URLSearchParams {
  const params = new URLSearchParams();
  if (settings.window) {
    params.set('center', String(settings.window.center));
    params.set('width', String(settings.window.width));
  }
  if (settings.inverted) params.set('inverted', '1');
  if (settings.enlarged !== null) params.set('image', String(settings.enlarged + 1));
  if (settings.heatOpacity !== DEFAULT_HEAT_OPACITY) {
    params.set('heat', String(Math.round(settings.heatOpacity * 100)));
  }
  if (settings.leastConfidence !== 0) {
    params.set('confidence', String(Math.round(settings.leastConfidence * 100)));
  }
  if (settings.linked) params.set('linked', '1');
  return params;
}

function numberIn(params: URLSearchParams, name: string, low: number, high: number): number | null {
  const text = params.get(name);
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return value >= low && value <= high ? value : null;
}
