import { el } from '../app/dom';
import { checkBox, slider } from '../app/form';
import type { KeyBinding, View, ViewContext } from '../app/view';
import type { CardiacStudy } from '../data/formats';
import type { VoiWindow } from '../render/voi';
import { createStage, type Hover } from '../stage/stage';
import { createWindowBar, presetKeys } from '../stage/window-bar';
import type { Triple } from '../volume/grid';
import type { PlaneName } from '../volume/plane';
import { chambersOf, PHASE_NAMES, ventricleOf } from './chambers';
import { areLinked, heartPanes, linkOf, paneId, planeFor } from './heart-panes';
import type { PhaseImages } from './images';
import { middleOf } from './middle';
import { readoutOf } from './readout';
import { createResultsPanel } from './results-panel';
import { PLANES, PRESETS, readSettings, type Settings, writeSettings } from './settings';

/** The page of a heart: numbers at once, both phases as soon as they are here. */
export interface CardiacPage extends View {
  /** Where the images will be; shows how far they have come until then. */
  readonly images: HTMLElement;
  showImages(images: readonly PhaseImages[]): void;
}

const LAYOUT = [[paneId(0), paneId(1)]];
const PLANE_KEYS: Readonly<Record<PlaneName, string>> = { axial: 'a', coronal: 'c', sagittal: 's' };

export function createCardiacPage(context: ViewContext, study: CardiacStudy): CardiacPage {
  const chambers = chambersOf(study);
  const results = createResultsPanel(study, chambers);
  const images = el('div', { class: 'cardiac-images' });
  const root = el(
    'div',
    { class: 'split cardiac', 'data-test': 'cardiac' },
    images,
    results.element,
  );
  context.host.append(root);
  let viewer: Viewer | null = null;
  return {
    title: `Cardiac function ${study.study}`,
    images,
    showImages(shown) {
      viewer = createViewer(context, images, shown, chambers);
      results.showImages(shown);
    },
    dispose() {
      viewer?.dispose();
      root.remove();
    },
  };
}

interface Viewer {
  dispose(): void;
}

/** Builds both phases with their controls. */
function createViewer(
  context: ViewContext,
  host: HTMLElement,
  images: readonly PhaseImages[],
  chambers: ReturnType<typeof chambersOf>,
): Viewer {
  let settings = readSettings(context.params);
  let hovered: Hover | null = null;
  const linked = areLinked(images);
  const hasVolumes = images.some(({ ct, isPicture }) => ct !== null && !isPicture);
  const windows = createWindowBar(PRESETS, (window) => stage.setWindow(window));
  const outlines = checkBox('Outlines', settings.outlinesShown, 'outlines', (on) =>
    change({ outlinesShown: on }),
  );
  const planes = planeButtons((plane) => change({ plane }));
  const slices = images.flatMap((image, index) => {
    // Linked phases turn their slices together: one slider is enough.
    if (image.ct === null || image.isPicture || (linked && index > 0)) return [];
    return [sliceSlider(image, index)];
  });
  const readout = el('p', { class: 'cardiac-readout', 'data-test': 'readout' });
  const stageHost = el('div', { class: 'cardiac-stage', 'data-test': 'stage' });
  const largest = el(
    'button',
    { type: 'button', 'aria-keyshortcuts': 'g', 'data-test': 'largest', onclick: goToLargest },
    'Largest slice',
  );
  const tools = el(
    'div',
    { class: 'form-checks' },
    ...(hasVolumes ? [planes.element, largest] : []),
    outlines.element,
  );
  host.replaceChildren(
    windows.element,
    tools,
    ...slices.map(({ element }) => element),
    ...notes(images, linked).map((text) => el('p', { class: 'form-quiet' }, text)),
    stageHost,
    readout,
  );
  const panes = heartPanes(images, chambers, () => settings);
  const stage = createStage(stageHost, { panes: panes(), layout: LAYOUT, window: settings.window });
  stage.setCrosshairShown(false);
  if (settings.at) stage.setCursor(linkOf(images, 0), settings.at);
  else goToLargest();
  stage.on('cursor', ({ voxel, link }) => {
    if (link === linkOf(images, 0)) settings = { ...settings, at: voxel };
    show();
    save();
  });
  stage.on('window', (window) => {
    settings = { ...settings, window };
    windows.show(window);
    save();
  });
  stage.on('hover', (hover) => {
    hovered = hover;
    tellVoxel();
  });
  context.keys(keys());
  windows.show(stage.window);
  show();

  function change(some: Partial<Settings>): void {
    const before = settings;
    settings = { ...settings, ...some };
    if (settings.plane !== before.plane) {
      stage.setPanes(panes(), LAYOUT);
      context.announce(`${words(settings.plane)} slices`);
    }
    outlines.set(settings.outlinesShown);
    stage.invalidate();
    show();
    save();
  }

  function save(): void {
    context.setParams(writeSettings(context.params, settings));
  }

  function show(): void {
    planes.show(settings.plane);
    for (const one of slices) one.show();
    tellVoxel();
  }

  /** Numbers at the pointer, or where it is not, at the crosshair. */
  function tellVoxel(): void {
    const told = images.flatMap((image, index) => {
      const at = voxelIn(index);
      return at ? [readoutOf(image, at, chambers)] : [];
    });
    readout.textContent = told.join(' · ');
  }

  function voxelIn(index: number): Triple | null {
    if (hovered === null) return stage.cursor(linkOf(images, index));
    return linked || hovered.pane === paneId(index) ? hovered.voxel : null;
  }

  /** The slices with most of the ventricle, at its middle. */
  function goToLargest(): void {
    const { label } = ventricleOf(chambers);
    images.forEach((image, index) => {
      if (linked && index > 0) return;
      const middle = middleOf(image, label);
      if (middle) stage.setCursor(linkOf(images, index), middle);
    });
  }

  function turn(by: number): void {
    images.forEach((image, index) => {
      if (linked && index > 0) return;
      const link = linkOf(images, index);
      const voxel: [number, number, number] = [...stage.cursor(link)];
      voxel[planeFor(image, settings.plane).through] += by;
      stage.setCursor(link, voxel);
    });
  }

  function sliceSlider(image: PhaseImages, index: number) {
    const link = linkOf(images, index);
    const axis = () => planeFor(image, settings.plane).through;
    const count = () => image.ct?.grid.shape[axis()] ?? 1;
    const label = linked ? 'Slice' : `Slice, ${PHASE_NAMES[image.phase.phase].toLowerCase()}`;
    const bar = slider({
      label,
      test: `slice-${index + 1}`,
      min: 1,
      max: count(),
      step: 1,
      value: 1,
      words: (slice) => `${slice} of ${count()}`,
      change(slice) {
        const voxel: [number, number, number] = [...stage.cursor(link)];
        voxel[axis()] = slice - 1;
        stage.setCursor(link, voxel);
      },
    });
    return {
      element: bar.element,
      show(): void {
        bar.input.max = String(count());
        bar.set(stage.cursor(link)[axis()] + 1);
      },
    };
  }

  function keys(): readonly KeyBinding[] {
    const group = 'Heart';
    const own: KeyBinding[] = [
      {
        key: 'm',
        label: 'Show or hide the outlines',
        group,
        run: () => change({ outlinesShown: !settings.outlinesShown }),
      },
      { key: 'f', label: 'Fit both images', group, run: () => stage.resetCameras() },
    ];
    const ofVolumes: KeyBinding[] = [
      ...PLANES.map((plane) => ({
        key: PLANE_KEYS[plane],
        label: `${words(plane)} slices`,
        group,
        run: () => change({ plane }),
      })),
      { key: 'g', label: 'Go to the slice with most of the ventricle', group, run: goToLargest },
      { key: 'n', label: 'Next slice of both phases', group, run: () => turn(1) },
      { key: 'p', label: 'Previous slice of both phases', group, run: () => turn(-1) },
    ];
    const choose = (window: VoiWindow) => stage.setWindow(window);
    return [...presetKeys(PRESETS, choose), ...(hasVolumes ? ofVolumes : []), ...own];
  }

  return { dispose: () => stage.dispose() };
}

function planeButtons(choose: (plane: PlaneName) => void) {
  const buttons = PLANES.map((plane) => ({
    plane,
    button: el(
      'button',
      {
        type: 'button',
        'aria-keyshortcuts': PLANE_KEYS[plane],
        'data-test': plane,
        onclick: () => choose(plane),
      },
      words(plane),
    ),
  }));
  return {
    element: el(
      'div',
      { class: 'form-checks', role: 'group', 'aria-label': 'Plane' },
      ...buttons.map(({ button }) => button),
    ),
    show(shown: PlaneName): void {
      for (const { plane, button } of buttons) {
        button.setAttribute('aria-pressed', String(plane === shown));
      }
    },
  };
}

/** Returns what one must know of what is shown. */
function notes(images: readonly PhaseImages[], linked: boolean): string[] {
  const said: string[] = [];
  const pictures = images.filter(({ isPicture }) => isPicture);
  if (pictures.some(({ phase }) => phase.volume === undefined)) {
    said.push(
      'The job wrote no copy of the volumes (--copyVolumes=false): one slice of each phase is here, the one with most of the ventricle, in steps of 2.7 HU from -150 to 550.',
    );
  } else if (pictures.length > 0) {
    said.push('Where a volume could not be read, the job’s picture of one slice stands for it.');
  }
  if (!linked && images.every(({ ct, isPicture }) => ct !== null && !isPicture)) {
    said.push('The phases have different numbers of voxels: their slices are not linked.');
  }
  return said;
}

function words(plane: PlaneName): string {
  return plane.charAt(0).toUpperCase() + plane.slice(1);
}
