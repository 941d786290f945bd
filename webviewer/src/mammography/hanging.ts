import type { DetectionStudy } from '../data/formats';
import { colourTable } from '../render/colours';
import type { Layer } from '../render/scene';
import type { VoiWindow } from '../render/voi';
import { FITTED, pixelMm } from '../stage/camera';
import { createStage, type Stage, type StagePane } from '../stage/stage';
import type { Grid, Triple } from '../volume/grid';
import { imagePlane } from '../volume/plane';
import { type Finding, labelOf } from './findings';
import type { ImageState } from './images';
import { drawLesions, drawMessage } from './lesion-overlay';
import { rowsOf } from './rows';
import { ownWindow } from './windows';

/** What the hanging shows; it asks for every picture. */
export interface HangingState {
  image(index: number): ImageState;
  inverted(): boolean;
  heatOpacity(): number;
  leastConfidence(): number;
  selected(): Finding | null;
  linked(): boolean;
  enlarged(): number | null;
}

/** The images as they hang, on one stage. */
export interface Hanging {
  readonly stage: Stage;
  /** Lays the panes out anew: an image came, one was enlarged, or the link changed. */
  arrange(): void;
  /** Shows a finding in the middle of its pane, four times as wide as its box. */
  jumpTo(finding: Finding): void;
  /** One pixel of the image on one pixel of the screen, in the pane of an image. */
  showPixels(index: number): void;
  /** Image of the pane that has, or had, the focus. */
  active(): number;
  dispose(): void;
}

/** Heat below this, of 1, is not drawn: it would only darken the image. */
export const LEAST_HEAT = 0.05;
/** Nearer than any lesion needs; what is centred at this zoom is centred at every other. */
const NEAREST_ZOOM = 64;
const LINK_ALL = 'all';
/** Stands in until the image is here. */
const NO_GRID: Grid = {
  shape: [1, 1, 1],
  // No spacing: no scale bar.
  spacingMm: [0, 0, 0],
  affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
};

export function createHanging(
  host: HTMLElement,
  study: DetectionStudy,
  window: VoiWindow,
  state: HangingState,
): Hanging {
  const reference = study.images[0]?.window ?? window;
  const plane = imagePlane();
  const rows = rowsOf(study);
  const stage = createStage(host, { panes: panes(), layout: layout(), window });
  let active = rows.flat()[0] ?? 0;
  stage.setCrosshairShown(false);
  const noteActive = (event: Event): void => {
    const id = (event.target as Element).closest('[data-pane]')?.getAttribute('data-pane');
    const index = study.images.findIndex((_, i) => idOf(i) === id);
    if (index >= 0) active = index;
  };
  stage.element.addEventListener('focusin', noteActive);

  function panes(): StagePane[] {
    return study.images.map((_, index) => paneOf(index));
  }

  function paneOf(index: number): StagePane {
    const image = study.images[index];
    if (!image) throw new RangeError(`there is no image ${index}`);
    const shown = state.image(index);
    const label = labelOf(image, index);
    return {
      id: idOf(index),
      label,
      grid: shown.kind === 'loaded' ? shown.loaded.grid : NO_GRID,
      plane,
      mirrored: image.flipHorizontal,
      ...sideOf(index),
      link: linkOf(index),
      layers: (shared) => layersOf(index, ownWindow(shared, reference, image.window)),
      overlay(painter) {
        const width = elementOf(index)?.clientWidth ?? 100;
        if (shown.kind !== 'loaded') {
          drawMessage(painter, shown.kind === 'waiting' ? 'Loading …' : shown.reason, width - 16);
          return;
        }
        const selected = state.selected();
        const least = state.leastConfidence();
        const drawn = image.lesions
          .map((lesion) => ({
            lesion,
            selected: selected?.image === index && selected.lesion === lesion,
          }))
          .filter((one) => one.selected || one.lesion.score >= least);
        drawLesions(painter, drawn);
      },
    };
  }

  function layersOf(index: number, window: VoiWindow): readonly Layer[] {
    const shown = state.image(index);
    if (shown.kind !== 'loaded') return [];
    const { field, heat } = shown.loaded;
    const gray: Layer = { kind: 'gray', field, window, inverted: state.inverted() };
    const opacity = state.heatOpacity();
    if (!heat || opacity === 0) return [gray];
    return [
      gray,
      {
        kind: 'map',
        field: heat,
        range: [0, 1],
        colours: colourTable('heat'),
        opacity,
        hiddenAtOrBelow: LEAST_HEAT,
        smooth: true,
      },
    ];
  }

  function layout(): readonly (readonly string[])[] {
    const enlarged = state.enlarged();
    return enlarged === null ? rows.map((row) => row.map(idOf)) : [[idOf(enlarged)]];
  }

  /** In a pair, mammograms lie against each other, so that the chest walls meet in the middle. */
  function sideOf(index: number): Pick<StagePane, 'align'> {
    const row = rows.find((one) => one.includes(index));
    const isPair = study.op === 'mammography' && row?.length === 2;
    if (state.enlarged() !== null || !isPair) return {};
    return { align: row[0] === index ? 'right' : 'left' };
  }

  function linkOf(index: number): string {
    // What is not loaded has a grid of one pixel, to which a shared crosshair would be held.
    return state.linked() && state.image(index).kind === 'loaded' ? LINK_ALL : idOf(index);
  }

  function elementOf(index: number): HTMLElement | null {
    return stage.element.querySelector<HTMLElement>(`[data-pane="${idOf(index)}"]`);
  }

  /** Returns the zoom at which one image pixel takes `screenPx` device pixels in its pane. */
  function zoomFor(index: number, screenPx: number): number {
    const element = elementOf(index);
    const shown = state.image(index);
    if (!element || shown.kind !== 'loaded') return 1;
    const { devicePixelRatio } = globalThis;
    const size = {
      width: element.offsetWidth * devicePixelRatio,
      height: element.offsetHeight * devicePixelRatio,
    };
    const { grid } = shown.loaded;
    const fittedMm = pixelMm({ grid, plane, mirrored: false }, FITTED, size);
    return (fittedMm / (grid.spacingMm[0] || 1)) * screenPx;
  }

  return {
    stage,
    arrange() {
      stage.setPanes(panes(), layout());
    },
    jumpTo({ image, lesion }) {
      const link = linkOf(image);
      const [x, y, width, height] = lesion.bbox;
      const element = elementOf(image);
      if (!element || state.image(image).kind !== 'loaded') return;
      const panePx = Math.min(element.offsetWidth, element.offsetHeight) * devicePixelRatio;
      const middle: Triple = [Math.round(x + width / 2), Math.round(y + height / 2), 0];
      // The stage brings the crosshair into view only if it is out of it.
      stage.setZoom(link, NEAREST_ZOOM);
      stage.setCursor(link, [0, 0, 0]);
      stage.setCursor(link, middle);
      stage.setZoom(link, zoomFor(image, panePx / Math.max(1, 4 * Math.max(width, height))));
      element.focus({ preventScroll: false });
    },
    showPixels(index) {
      stage.setZoom(linkOf(index), zoomFor(index, 1));
    },
    active: () => state.enlarged() ?? active,
    dispose: () => stage.dispose(),
  };
}

function idOf(index: number): string {
  return `image-${index}`;
}
