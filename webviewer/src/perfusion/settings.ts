import type { ColourName } from '../render/colours';
import type { VoiWindow } from '../render/voi';
import { numberIn, voxelIn, windowIn, windowText } from '../stage/link-values';
import type { Triple } from '../volume/grid';
import { MAP_NAMES, type MapName } from './maps';
import type { RangeSettings } from './ranges';

/** What the user may change of the view; what a deep link holds, and nothing of the patient. */
export interface Settings extends RangeSettings {
  /** The maps of the four panels, row by row. */
  readonly panels: readonly MapName[];
  /** 0 to 1. */
  readonly opacity: number;
  readonly colours: ColourName;
  /** The frame of the series under the maps; null for the mean of the frames before the bolus. */
  readonly frame: number | null;
  readonly deficitShown: boolean;
  readonly coreShown: boolean;
  readonly midlineShown: boolean;
  /** Voxels from the middle of the mapped tissue, towards large indices. */
  readonly midlineShift: number;
  /** Null until the view chooses. */
  readonly at: Triple | null;
  readonly window: VoiWindow;
}

export const PANELS = 4;

/** Of the midline, voxels: it may lie between two. */
export const SHIFT_STEP = 0.5;

export const DEFAULTS: Settings = {
  panels: ['cbf', 'cbv', 'mtt', 'ttp'],
  opacity: 0.75,
  colours: 'viridis',
  frame: null,
  wideMtt: false,
  absoluteTtp: false,
  deficitShown: true,
  coreShown: true,
  midlineShown: false,
  midlineShift: 0,
  at: null,
  window: { width: 80, center: 40 },
};

const COLOURS: readonly ColourName[] = ['viridis', 'inferno', 'gray', 'heat'];

/** Returns the settings of a link; what is malformed or out of range counts as not there. */
export function readSettings(params: URLSearchParams): Settings {
  const maps = params.get('maps')?.split(',') ?? [];
  const panels = maps.filter((map): map is MapName => (MAP_NAMES as string[]).includes(map));
  const colours = COLOURS.find((name) => name === params.get('colours'));
  const opacity = numberIn(params.get('opacity'));
  const frame = numberIn(params.get('frame'));
  const shift = numberIn(params.get('midline'));
  const hidden = params.get('hide')?.split(',') ?? [];
  return {
    panels: panels.length === PANELS ? panels : DEFAULTS.panels,
    opacity: opacity !== null && opacity >= 0 && opacity <= 100 ? opacity / 100 : DEFAULTS.opacity,
    colours: colours ?? DEFAULTS.colours,
    frame: frame !== null && Number.isInteger(frame) && frame >= 0 ? frame : null,
    wideMtt: params.get('mtt') === '20',
    absoluteTtp: params.get('ttp') === 'absolute',
    deficitShown: !hidden.includes('deficit'),
    coreShown: !hidden.includes('core'),
    midlineShown: params.get('show') === 'midline',
    midlineShift: shift ?? 0,
    at: voxelIn(params.get('at')),
    window: windowIn(params.get('window')) ?? DEFAULTS.window,
  };
}

/** Returns the settings as they stand in a link; defaults are left out, other settings kept. */
export function writeSettings(params: URLSearchParams, settings: Settings): URLSearchParams {
  const next = new URLSearchParams(params);
  const put = (name: string, value: string, normal: string): void => {
    if (value === normal) next.delete(name);
    else next.set(name, value);
  };
  const percent = (opacity: number) => String(Math.round(opacity * 100));
  const hidden = [settings.deficitShown ? '' : 'deficit', settings.coreShown ? '' : 'core'].filter(
    (name) => name !== '',
  );
  put('maps', settings.panels.join(','), DEFAULTS.panels.join(','));
  put('opacity', percent(settings.opacity), percent(DEFAULTS.opacity));
  put('colours', settings.colours, DEFAULTS.colours);
  put('frame', settings.frame === null ? '' : String(settings.frame), '');
  put('mtt', settings.wideMtt ? '20' : '', '');
  put('ttp', settings.absoluteTtp ? 'absolute' : '', '');
  put('hide', hidden.join(','), '');
  put('show', settings.midlineShown ? 'midline' : '', '');
  put('midline', String(settings.midlineShift), '0');
  put('at', settings.at?.join(',') ?? '', '');
  put('window', windowText(settings.window), windowText(DEFAULTS.window));
  return next;
}

/** Returns a shift of the midline in the steps of its slider, and no further than it goes. */
export function heldShift(voxels: number, mostVoxels: number): number {
  const steps = Math.round(Math.min(mostVoxels, Math.max(-mostVoxels, voxels)) / SHIFT_STEP);
  return steps * SHIFT_STEP + 0;
}
