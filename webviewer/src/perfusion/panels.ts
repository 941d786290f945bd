import { orNull } from '../data/part';
import type { Field, Layer } from '../render/scene';
import type { VoiWindow } from '../render/voi';
import { drawLoops } from '../stage/lines';
import type { Painter, StagePane } from '../stage/stage';
import { createStencils, type Stencils } from '../stage/stencils';
import { type Loop, outlineOf } from '../volume/outline';
import type { Plane } from '../volume/plane';
import type { Volume } from '../volume/volume';
import { drawColourBar, drawNote } from './colour-bar';
import type { Core, Midline } from './core';
import type { Tissue } from './deficit';
import type { Findings } from './findings';
import { CORE_LINE, DEFICIT_LINE, drawMidline, drawRegion } from './lines';
import { MAP_TITLES, type MapName } from './maps';
import { type ShownRange, shownRange } from './ranges';
import type { Region } from './region';
import type { Settings } from './settings';
import { frameField, mapLayer, shownField } from './shown-map';
import type { PerfusionFiles } from './study-files';

export const LINK = 'perfusion';

/** What the panels show besides the files, asked for with every picture. */
export interface PanelState {
  readonly settings: Settings;
  readonly series: Volume | null;
  readonly core: Core;
  readonly midline: Midline | null;
  readonly region: Region | null;
  /** Still being drawn: the outline is open. */
  readonly drawing: boolean;
}

/** Returns the four panels, linked, one map each over the CT. */
export function panelsOf(
  files: PerfusionFiles,
  findings: Findings,
  plane: Plane,
  state: () => PanelState,
): () => readonly StagePane[] {
  const fields = new Map<MapName, Field>();
  const fieldOf = (name: MapName): Field | null => {
    const map = files.maps[name];
    if (!map.there) return null;
    const field = fields.get(name) ?? shownField(map.value, orNull(findings.mapped));
    fields.set(name, field);
    return field;
  };
  const source = sourceOf(files);
  const outlines = createOutlines(plane);
  const stencils = createStencils();
  const pane = (name: MapName, panel: number): StagePane => ({
    id: `panel-${panel + 1}`,
    label: MAP_TITLES[name].short,
    grid: files.grid,
    plane,
    mirrored: false,
    link: LINK,
    layers(window) {
      const { settings, series } = state();
      const layers: Layer[] = [source(settings, series, window)];
      const field = fieldOf(name);
      if (field !== null && settings.opacity > 0) {
        const range = rangeOf(files, name, settings);
        layers.push(mapLayer(field, range.values, settings.colours, settings.opacity));
      }
      return layers;
    },
    overlay(painter) {
      const now = state();
      drawFindings(painter, findings, plane, outlines, stencils, files, now);
      const map = files.maps[name];
      if (map.there) {
        drawColourBar(painter, rangeOf(files, name, now.settings), now.settings.colours);
      } else {
        drawNote(painter, map.reason);
      }
    },
  });
  return () => state().settings.panels.map(pane);
}

/** Returns how a map is shown with the user's settings. */
export function rangeOf(files: PerfusionFiles, name: MapName, settings: Settings): ShownRange {
  const unit = orNull(files.study)?.units[name];
  return shownRange(name, settings, unit, orNull(files.curves)?.arrivalSeconds ?? null);
}

/** Returns what gives the CT under the maps: a frame, the mean before the bolus, or nothing. */
function sourceOf(
  files: PerfusionFiles,
): (settings: Settings, series: Volume | null, window: VoiWindow) => Layer {
  let last: { frame: number; series: Volume; field: Field } | null = null;
  const baseline = orNull(files.baseline);
  const [nx, ny, nz] = files.grid.shape;
  const still: Field = baseline
    ? frameField(baseline, 0)
    : {
        // Air: there is no CT to show.
        key: 'no-ct',
        revision: 0,
        changed: null,
        shape: files.grid.shape,
        voxels: new Int16Array(nx * ny * nz).fill(-1024),
        slope: 1,
        intercept: 0,
      };
  return ({ frame }, series, window) => {
    if (frame === null || series === null || frame >= series.frames) {
      return { kind: 'gray', field: still, window, inverted: false };
    }
    if (last?.frame !== frame || last.series !== series) {
      last = { frame, series, field: frameField(series, frame) };
    }
    return { kind: 'gray', field: last.field, window, inverted: false };
  };
}

type Outlines = (tissue: Tissue, files: PerfusionFiles, slice: number) => readonly Loop[];

/** Outlines are made once a slice, since a picture is drawn for every pointer move. */
function createOutlines(plane: Plane): Outlines {
  const known = new WeakMap<Tissue, Map<number, readonly Loop[]>>();
  return (tissue, { grid }, slice) => {
    const slices = known.get(tissue) ?? new Map<number, readonly Loop[]>();
    known.set(tissue, slices);
    const loops = slices.get(slice) ?? outlineOf(tissue.mask, grid, plane, slice);
    slices.set(slice, loops);
    return loops;
  };
}

function drawFindings(
  painter: Painter,
  { deficit }: Findings,
  plane: Plane,
  outlines: Outlines,
  stencils: Stencils,
  files: PerfusionFiles,
  { settings, core, midline, region, drawing }: PanelState,
): void {
  const { slice } = painter;
  if (settings.midlineShown && midline !== null) {
    const along = midline.axis === plane.across ? plane.down : plane.across;
    drawMidline(painter, plane, midline.axis, midline.at, files.grid.shape[along]);
  }
  const key = [settings.deficitShown, settings.coreShown, core.found && midline?.at].join();
  stencils.draw(painter, key, (onto) => {
    if (settings.deficitShown && deficit.there) {
      drawLoops(onto, plane, outlines(deficit.value, files, slice), DEFICIT_LINE);
    }
    if (settings.coreShown && core.found) {
      drawLoops(onto, plane, outlines(core.tissue, files, slice), CORE_LINE);
    }
  });
  if (region !== null) drawRegion(painter, region, !drawing);
}
