import { el } from '../app/dom';
import type { CalciumLesion } from '../data/formats';
import type { CalciumLayer, Field, Layer } from '../render/scene';
import type { VoiWindow } from '../render/voi';
import { createStage, type Stage, type StagePane } from '../stage/stage';
import type { Triple } from '../volume/grid';
import { type PlaneName, planeOf } from '../volume/plane';
import type { Volume } from '../volume/volume';
import type { LabelMask } from './label-mask';
import { drawLesionBox } from './overlay';

const LINK = 'study';
const PLANES: readonly (readonly [PlaneName, string])[] = [
  ['axial', 'Axial'],
  ['coronal', 'Coronal'],
  ['sagittal', 'Sagittal'],
];

/** Marked between two pictures at first, so that none waits for a whole volume of labels. */
const LEAST_MARK_BYTES = 4 << 20;
const MOST_MARK_BYTES = 64 << 20;
/** Where pictures come more slowly, drawing costs more than marking: fewer pictures are better. */
const SLOW_PICTURE_MS = 50;

/** What the images show besides the volume. */
export interface Shown {
  readonly mask: LabelMask | null;
  thresholdHu(): number;
  colours(): CalciumLayer['colours'];
  selected(): CalciumLesion | null;
}

/** Three linked planes of the volume with the mask over them. */
export interface ImageView {
  readonly element: HTMLElement;
  readonly stage: Stage;
  cursor(): Triple;
  goTo(voxel: Triple): void;
  /** Something of {@link Shown} has changed. */
  redraw(): void;
  /** The mask was given other voxels to drop. */
  markDropped(): void;
  /** Returns an axial slice with its lesions boxed, for a report. */
  keyImage(slice: number, lesions: readonly CalciumLesion[], sizePx: number): HTMLCanvasElement;
  dispose(): void;
}

export function createImageView(
  host: HTMLElement,
  volume: Volume,
  window: VoiWindow,
  shown: Shown,
): ImageView {
  const field: Field = {
    key: volume.id,
    revision: 0,
    changed: null,
    shape: volume.grid.shape,
    voxels: volume.voxels,
    slope: volume.slope,
    intercept: volume.intercept,
  };
  let boxed: readonly CalciumLesion[] | null = null;

  const panes = PLANES.map(([name, label]): StagePane => {
    const plane = planeOf(volume.grid, name);
    return {
      id: name,
      label,
      grid: volume.grid,
      plane,
      mirrored: false,
      link: LINK,
      layers: (voi) => layersOf(voi),
      overlay(painter) {
        const selected = shown.selected();
        for (const lesion of boxed ?? (selected ? [selected] : [])) {
          drawLesionBox(painter, plane, lesion, name === 'axial' ? (lesion.artery ?? '') : '');
        }
      },
    };
  });

  function layersOf(voi: VoiWindow): readonly Layer[] {
    const gray: Layer = { kind: 'gray', field, window: voi, inverted: false };
    if (shown.mask === null) {
      return [gray];
    }
    return [
      gray,
      {
        kind: 'calcium',
        field,
        labels: shown.mask.field(),
        thresholdHu: shown.thresholdHu(),
        colours: shown.colours(),
      },
    ];
  }

  const element = el('div', { class: 'calcium-stage', 'data-test': 'stage' });
  host.append(element);
  const stage = createStage(element, {
    panes,
    layout: [PLANES.map(([name]) => name)],
    arrangement: 'first-large',
    window,
  });

  let frame = 0;
  let markBytes = LEAST_MARK_BYTES;
  let before = Number.POSITIVE_INFINITY;
  function markSome(now: number): void {
    markBytes = now - before > SLOW_PICTURE_MS ? 2 * markBytes : LEAST_MARK_BYTES;
    markBytes = Math.min(markBytes, MOST_MARK_BYTES);
    before = now;
    const left = shown.mask?.step(stage.cursor(LINK)[2], markBytes) ?? false;
    stage.invalidate();
    frame = left ? requestAnimationFrame(markSome) : 0;
    if (!left) {
      before = Number.POSITIVE_INFINITY;
    }
  }

  return {
    element,
    stage,
    cursor: () => stage.cursor(LINK),
    goTo: (voxel) => stage.setCursor(LINK, voxel),
    redraw: () => stage.invalidate(),
    markDropped() {
      if (frame === 0) {
        markSome(performance.now());
      }
    },
    keyImage(slice, lesions, sizePx) {
      boxed = lesions;
      try {
        return stage.capture('axial', sizePx, sizePx, slice);
      } finally {
        boxed = null;
      }
    },
    dispose() {
      cancelAnimationFrame(frame);
      stage.dispose();
    },
  };
}
