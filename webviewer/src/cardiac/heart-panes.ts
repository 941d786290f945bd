import type { Layer } from '../render/scene';
import { drawLoops } from '../stage/lines';
import type { Painter, StagePane } from '../stage/stage';
import { createStencils } from '../stage/stencils';
import { isSameShape } from '../volume/geometry';
import type { Grid } from '../volume/grid';
import { outlineOf } from '../volume/outline';
import { type Plane, type PlaneName, planeOf } from '../volume/plane';
import { fieldOf } from '../volume/volume';
import { type Chamber, PHASE_NAMES } from './chambers';
import type { PhaseImages } from './images';
import { PLANES, type Settings } from './settings';

/** Stands in for a CT that could not be read. */
const NO_GRID: Grid = {
  shape: [1, 1, 1],
  // No spacing: no scale bar.
  spacingMm: [0, 0, 0],
  affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
  oriented: false,
};

const FONT_CSS_PX = 13;
/** The job cuts its pictures along z. */
const PICTURE_AXIS = 2;

/** Returns whether both phases lie on one grid, so that a slice of one is a slice of the other. */
export function areLinked(images: readonly PhaseImages[]): boolean {
  const [first, second] = images.map(({ ct }) => ct?.grid);
  if (!first || !second || images[0]?.isPicture !== images[1]?.isPicture) return false;
  return isSameShape(first, second);
}

/** Returns the name of what the panes of a phase share. */
export function linkOf(images: readonly PhaseImages[], index: number): string {
  return areLinked(images) ? 'heart' : paneId(index);
}

export function paneId(index: number): string {
  return `phase-${index + 1}`;
}

/** Returns how a phase is cut: as asked, and a picture as it was cut already. */
export function planeFor({ ct, isPicture }: PhaseImages, asked: PlaneName): Plane {
  const grid = ct?.grid ?? NO_GRID;
  if (!isPicture) return planeOf(grid, asked);
  const planes = PLANES.map((name) => planeOf(grid, name));
  return planes.find(({ through }) => through === PICTURE_AXIS) ?? planeOf(grid, 'axial');
}

/** Returns a pane for each phase: the CT, and the outlines of the chambers over it. */
export function heartPanes(
  images: readonly PhaseImages[],
  chambers: readonly Chamber[],
  settings: () => Settings,
): () => readonly StagePane[] {
  const stencils = createStencils();
  return () =>
    images.map((image, index) => {
      const { phase, ct } = image;
      const plane = planeFor(image, settings().plane);
      const field = ct && fieldOf(ct);
      return {
        id: paneId(index),
        label: PHASE_NAMES[phase.phase],
        grid: ct?.grid ?? NO_GRID,
        plane,
        mirrored: false,
        link: linkOf(images, index),
        layers: (window): Layer[] =>
          field ? [{ kind: 'gray', field, window, inverted: false }] : [],
        overlay(painter) {
          if (!ct) drawNote(painter, 'No image could be read.');
          if (!settings().outlinesShown) return;
          const key = `${index} ${plane.through}`;
          stencils.draw(painter, key, (onto) => drawChambers(onto, image, plane, chambers));
        },
      };
    });
}

function drawChambers(
  painter: Painter,
  { mask, phase, isPicture }: PhaseImages,
  plane: Plane,
  chambers: readonly Chamber[],
): void {
  if (!mask) return;
  const slice = isPicture ? phase.slice : painter.slice;
  for (const { label, line } of chambers) {
    drawLoops(painter, plane, outlineOf(mask.voxels, mask.grid, plane, slice, label), line);
  }
}

function drawNote({ context, width, height }: Painter, text: string): void {
  context.font = `${FONT_CSS_PX}px system-ui, "DejaVu Sans", sans-serif`;
  context.fillStyle = '#e6ebef';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, width / 2, height / 2, width - 16);
}
