import { el } from '../app/dom';
import type { CalciumLayer, Field, Layer } from '../render/scene';
import type { VoiWindow } from '../render/voi';
import { createStage, type Stage, type StagePane } from '../stage/stage';
import type { Triple } from '../volume/grid';
import { type PlaneName, planeOf } from '../volume/plane';
import type { Volume } from '../volume/volume';
import type { LabelMask } from './label-mask';
import { drawLesionBox } from './overlay';
import type { Lesion } from './score';

const LINK = 'study';
const PLANES: readonly (readonly [PlaneName, string])[] = [
  ['axial', 'Axial'],
  ['coronal', 'Coronal'],
  ['sagittal', 'Sagittal'],
];

/** Uploaded with one picture at most, so that no picture waits for a whole volume of labels. */
const MARK_BYTES_A_PICTURE = 4 << 20;

/** What the images show besides the volume. */
export interface Shown {
  readonly mask: LabelMask | null;
  thresholdHu(): number;
  colours(): CalciumLayer['colours'];
  selected(): Lesion | null;
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
  keyImage(slice: number, lesions: readonly Lesion[], sizePx: number): HTMLCanvasElement;
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
  let boxed: readonly Lesion[] | null = null;

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
  function markSome(): void {
    frame = 0;
    const left = shown.mask?.step(stage.cursor(LINK)[2], MARK_BYTES_A_PICTURE) ?? false;
    stage.invalidate();
    if (left) {
      frame = requestAnimationFrame(markSome);
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
        markSome();
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
