import { el } from '../app/dom';
import { menu } from '../app/form';
import { mlWords } from '../app/numbers';
import type { View, ViewContext } from '../app/view';
import { orNull, type Part } from '../data/part';
import { createStage } from '../stage/stage';
import { voxelVolumeMl } from '../volume/geometry';
import type { Triple } from '../volume/grid';
import { planeOf } from '../volume/plane';
import type { Volume } from '../volume/volume';
import { aboutPanel, flagsNote, methodLine } from './about-panel';
import type { Midline } from './core';
import { curveOf, frameAt } from './curves';
import { createCurvesPanel } from './curves-panel';
import { createDisplayPanel } from './display-panel';
import { exportPanel } from './export-panel';
import { coreWith, findingsOf } from './findings';
import { perfusionKeys } from './keys';
import { MAP_NAMES, MAP_TITLES, type MapName } from './maps';
import { LINK, panelsOf, rangeOf } from './panels';
import { pictureOf } from './picture';
import { faceMm2, voxelsInside } from './region';
import { createRegionTools } from './region-tools';
import { heldShift, readSettings, type Settings, writeSettings } from './settings';
import type { PerfusionFiles } from './study-files';
import { createTimeline, type Timeline } from './timeline';
import { createValuesPanel } from './values-panel';
import { createVolumesPanel } from './volumes-panel';

/** The page of one study. The series comes later than the maps, or never. */
export interface PerfusionPage extends View {
  /** Where the series shows how far it has come. */
  readonly seriesHost: HTMLElement;
  showSeries(series: Part<Volume>): void;
}

const LAYOUT = [
  ['panel-1', 'panel-2'],
  ['panel-3', 'panel-4'],
];

/**
 * @param key the study's id, as the worklist has it
 * @param jobMl the deficit as the job counted it, ml; null if unknown
 */
export function createPerfusionPage(
  context: ViewContext,
  files: PerfusionFiles,
  key: string,
  flags: readonly string[],
  jobMl: number | null,
): PerfusionPage {
  const findings = findingsOf(files.maps, files.grid);
  const plane = planeOf(files.grid, 'axial');
  const curvesJson = orNull(files.curves);
  const middle = orNull(findings.midline);
  const mostShift = middle ? Math.floor(files.grid.shape[middle.axis] / 4) : null;
  const asked = readSettings(context.params);
  let settings = { ...asked, midlineShift: heldShift(asked.midlineShift, mostShift ?? 0) };
  let core = coreWith(findings, files.maps.cbf, settings.midlineShift);
  let series: Volume | null = null;
  let timeline: Timeline | null = null;
  let pointed: Triple | null = null;
  let update = 0;

  const midline = (): Midline | null => {
    return middle && { axis: middle.axis, at: middle.at + settings.midlineShift };
  };
  const range = (name: MapName) => rangeOf(files, name, settings);

  const stageHost = el('div', { class: 'perfusion-stage', 'data-test': 'stage' });
  const seriesHost = el('div', { class: 'perfusion-series', 'data-test': 'series' });
  const volumes = createVolumesPanel(findings, range('cbf').unit, jobMl);
  const values = createValuesPanel(files, findings, range);
  const curves = createCurvesPanel(files.curves, scrubTo, (problem) =>
    context.showProblem(problem),
  );
  const display = createDisplayPanel(settings, mostShift, findings.sides, change);
  const region = createRegionTools(files.grid, plane, {
    cursor: () => stage.cursor(LINK),
    setDrawing: (drawing) => stage.setTool(drawing ? 'draw' : 'window'),
    changed() {
      stage.invalidate();
      updateSoon();
    },
    announce: context.announce,
  });
  const pickers = settings.panels.map((name, panel) =>
    menu<MapName>(
      `Panel ${panel + 1}`,
      MAP_NAMES.map((map) => [map, MAP_TITLES[map].short] as const),
      name,
      `map-${panel + 1}`,
      (map) => change({ panels: settings.panels.with(panel, map) }),
    ),
  );
  const exports = exportPanel(
    {
      study: key,
      method: methodLine(files),
      picture,
      map(name) {
        const volume = orNull(files.maps[name]);
        const unit = orNull(files.study)?.units[name];
        return volume && { volume, unit, range: range(name).values };
      },
    },
    context.announce,
    (problem) => context.showProblem(problem),
  );
  const root = el(
    'div',
    { class: 'split perfusion', 'data-test': 'perfusion' },
    el(
      'div',
      { class: 'perfusion-images' },
      el(
        'div',
        { class: 'perfusion-pickers', role: 'group', 'aria-label': 'Maps of the panels' },
        ...pickers.map(({ element }) => element),
      ),
      stageHost,
      seriesHost,
    ),
    el(
      'div',
      { class: 'results panel perfusion-results', 'data-test': 'results' },
      flagsNote(flags),
      volumes.element,
      curves.element,
      values.element,
      region.element,
      display.element,
      exports,
      aboutPanel(files),
    ),
  );
  context.host.append(root);

  const panes = panelsOf(files, findings, plane, () => ({
    settings,
    series,
    core,
    midline: midline(),
    region: region.region,
    drawing: region.drawing,
  }));
  const stage = createStage(stageHost, {
    panes: panes(),
    layout: LAYOUT,
    window: settings.window,
    onDraw: (_pane, points, done) => region.stroke(points, done),
  });
  stage.setCursor(LINK, settings.at ?? largestCut());
  stage.on('cursor', ({ voxel }) => {
    settings = { ...settings, at: voxel };
    updateSoon();
    save();
  });
  stage.on('window', (window) => {
    settings = { ...settings, window };
    save();
  });
  stage.on('hover', (hover) => {
    pointed = hover?.voxel ?? null;
    updateSoon();
  });
  context.keys([
    ...region.keys,
    ...perfusionKeys({
      settings: () => settings,
      change,
      setWindow: (window) => stage.setWindow(window),
      step: (by) => timeline?.step(by),
      togglePlaying: () => timeline?.togglePlaying(),
      mostShift: mostShift ?? 0,
      sides: findings.sides,
    }),
  ]);
  volumes.show(core);
  updateNow();

  function change(some: Partial<Settings>): void {
    const before = settings;
    settings = { ...settings, ...some };
    if (settings.midlineShift !== before.midlineShift) {
      core = coreWith(findings, files.maps.cbf, settings.midlineShift);
      volumes.show(core);
      context.announce(core.found ? `Core ${mlWords(core.tissue.ml)}` : 'No core');
    }
    if (settings.panels !== before.panels) stage.setPanes(panes(), LAYOUT);
    if (settings.frame !== before.frame) curves.mark(settings.frame);
    if (settings.absoluteTtp !== before.absoluteTtp) updateSoon();
    display.show(settings);
    stage.invalidate();
    save();
  }

  function save(): void {
    context.setParams(writeSettings(context.params, settings));
  }

  /** The deficit's largest slice, at its middle; else the middle of the volume. */
  function largestCut(): Triple {
    const { shape } = files.grid;
    const [nx, ny, nz] = shape;
    const centre: [number, number, number] = [nx >> 1, ny >> 1, nz >> 1];
    const mask = orNull(findings.deficit)?.mask;
    if (mask === undefined) return centre;
    const slices = new Array<number>(shape[plane.through]).fill(0);
    const strides = [1, nx, nx * ny];
    const stride = strides[plane.through] ?? 1;
    for (let i = 0; i < mask.length; i++) {
      const slice = Math.floor(i / stride) % shape[plane.through];
      if (mask[i] === 1) slices[slice] = (slices[slice] ?? 0) + 1;
    }
    const most = Math.max(...slices);
    if (most > 0) centre[plane.through] = slices.indexOf(most);
    return centre;
  }

  function updateSoon(): void {
    if (update === 0) update = requestAnimationFrame(updateNow);
  }

  /** Numbers and curves at the pointer, or where it is not, at the crosshair. */
  function updateNow(): void {
    update = 0;
    const voxel = pointed ?? stage.cursor(LINK);
    values.showVoxel(voxel, pointed !== null);
    const indices = region.region ? voxelsInside(files.grid, region.region) : null;
    values.showRegion(indices, (indices?.length ?? 0) * faceMm2(files.grid, plane));
    if (series !== null && curvesJson !== null) {
      const { shape } = files.grid;
      const index = voxel[0] + shape[0] * (voxel[1] + shape[1] * voxel[2]);
      const baseline = curvesJson.baselineFrames;
      curves.show(
        curveOf(series, baseline, [index]),
        indices && curveOf(series, baseline, indices),
      );
    }
  }

  function scrubTo(seconds: number): void {
    if (series === null || curvesJson === null) return;
    const frame = frameAt(curvesJson.frameTimesSeconds, seconds);
    timeline?.show(frame);
    change({ frame });
  }

  function picture(): HTMLCanvasElement {
    const slice = stage.cursor(LINK)[plane.through];
    const slices = files.grid.shape[plane.through];
    const { window } = stage;
    const frame = series === null ? null : settings.frame;
    const seconds = frame === null ? null : curvesJson?.frameTimesSeconds[frame];
    const ct =
      frame === null ? 'mean before the bolus' : `frame ${frame + 1}, ${seconds?.toFixed(1)} s`;
    const deficitMl = orNull(findings.deficit)?.ml;
    const found = [
      deficitMl === undefined ? null : `Deficit (Tmax > 6 s) ${mlWords(deficitMl)}, solid line.`,
      core.found
        ? `Core (CBF < 30 % of the other side) ${mlWords(core.tissue.ml)}, dashed line.`
        : null,
      'Research thresholds.',
    ];
    return pictureOf(LAYOUT.flat(), (pane, w, h) => stage.capture(pane, w, h, slice), {
      heading: `Perfusion maps, ${key}, slice ${slice + 1} of ${slices}`,
      lines: [
        found.filter((line) => line !== null).join(' '),
        `CT: ${ct}, window ${window.width}/${window.center} HU. Maps: ${methodLine(files)}; voxel ${voxelVolumeMl(files.grid).toFixed(4)} ml.`,
      ],
    });
  }

  return {
    title: `Perfusion, ${key}`,
    seriesHost,
    showSeries(part) {
      seriesHost.replaceChildren();
      if (!part.there) {
        const reason = `No frames to scrub through: ${part.reason}.`;
        seriesHost.append(el('p', { class: 'form-quiet', 'data-test': 'no-series' }, reason));
        curves.explain(part.reason);
        return;
      }
      series = part.value;
      timeline = createTimeline(series.frames, curvesJson?.frameTimesSeconds ?? [], (frame) =>
        change({ frame }),
      );
      // A link may name a frame that there is none of.
      if (settings.frame !== null && settings.frame >= series.frames) change({ frame: null });
      timeline.show(settings.frame);
      curves.mark(settings.frame);
      seriesHost.append(timeline.element);
      stage.invalidate();
      updateNow();
    },
    dispose() {
      cancelAnimationFrame(update);
      timeline?.dispose();
      curves.dispose();
      stage.dispose();
      root.remove();
    },
  };
}
