import type { Renderer } from '../render/renderer';
import type { Layer } from '../render/scene';
import type { VoiWindow } from '../render/voi';
import type { Grid, Triple } from '../volume/grid';
import type { Plane } from '../volume/plane';
import { buildStage } from './build-stage';
import type { Arrangement } from './layout';

export { STAGE_KEYS, type StageKey } from './keyboard';

/**
 * The stage: panes on one canvas with what a radiologist's hands expect of them: drag for window
 * and level, wheel through slices, zoom, pan, a linked crosshair, orientation letters, a scale bar,
 * and the same by keyboard. It knows planes and pointers, and nothing of calcium or perfusion.
 */
export interface StagePane {
  readonly id: string;
  /** Shown in the corner and read to screen readers, for example `Axial` or `CBF`. */
  readonly label: string;
  readonly grid: Grid;
  readonly plane: Plane;
  /** Mirrored left to right, after the plane's own signs; the letters change with it. */
  readonly mirrored: boolean;
  /** The side of the pane at which an image narrower than it lies; the middle by default. */
  readonly align?: 'left' | 'right';
  /** Panes with the same link share the cursor, and those of one plane their zoom and pan too. */
  readonly link: string;
  /** Called for every picture; cheap, since a frame may be drawn for each pointer move. */
  layers(window: VoiWindow): readonly Layer[];
  /** Draws on top, in voxel coordinates; called for every picture. */
  overlay?(painter: Painter): void;
}

/** Draws over a pane, in voxel coordinates of the pane's grid. Line widths are CSS pixels. */
export interface Painter {
  readonly context: CanvasRenderingContext2D;
  /** The slice shown, a voxel index along the plane's `through`. */
  readonly slice: number;
  /**
   * CSS pixels from the pane's top left for a voxel coordinate (its `through` part is not looked
   * at). The context counts the same way, and is clipped to the pane.
   */
  toScreen(voxel: Triple): readonly [number, number];
  /** Device pixels in a CSS pixel, for exports at other sizes. */
  readonly scale: number;
  /** CSS pixels of the pane. */
  readonly width: number;
  readonly height: number;
}

export interface StageOptions {
  readonly panes: readonly StagePane[];
  /** Rows of pane ids; on a narrow stage rows are broken into one column. */
  readonly layout: readonly (readonly string[])[];
  /**
   * `first-large` gives the first pane two thirds of a wide stage, and puts the others below each
   * other beside it. Default `rows`.
   */
  readonly arrangement?: Arrangement;
  readonly window: VoiWindow;
  /**
   * Drags on a pane while the tool is `draw` (a region): all points of the stroke so far, in voxel
   * coordinates that are whole only along `through`, and on the grid. No points, and done, says that
   * the stroke was broken off.
   */
  onDraw?(pane: string, points: readonly Triple[], done: boolean): void;
}

/** Where a pointer is, in whole voxels, or null when it left. */
export interface Hover {
  readonly pane: string;
  readonly voxel: Triple;
}

export interface StageEvents {
  /** The crosshair moved, by hand or by {@link Stage.setCursor}. */
  cursor: { readonly link: string; readonly voxel: Triple };
  window: VoiWindow;
  hover: Hover | null;
  /** A click or Enter on a voxel, after the cursor moved there. */
  pick: Hover;
}

export interface Stage {
  readonly element: HTMLElement;
  readonly window: VoiWindow;
  readonly rendererKind: Renderer['kind'];
  cursor(link: string): Triple;
  /** Moves the crosshair, and with it the slices of the linked panes. Clamped to the grid. */
  setCursor(link: string, voxel: Triple): void;
  setWindow(window: VoiWindow): void;
  /** What a plain drag of the main button does. Default `window`. */
  setTool(tool: 'window' | 'pan' | 'zoom' | 'draw'): void;
  /** Shows or hides the crosshair, as the key `x` does. Shown at first. */
  setCrosshairShown(shown: boolean): void;
  /** 1 fits the image into its pane. */
  setZoom(link: string, zoom: number): void;
  resetCameras(): void;
  /** Replaces the panes (another map in a panel); keeps cursor, window and cameras. */
  setPanes(panes: readonly StagePane[], layout: readonly (readonly string[])[]): void;
  /** Draws again with the next animation frame, since what `layers` returns has changed. */
  invalidate(): void;
  on<E extends keyof StageEvents>(event: E, listener: (value: StageEvents[E]) => void): void;
  /**
   * A pane as a picture with its overlays, `widthPx` wide, for exports. `slice` moves no cursor, and
   * leaves the crosshair out of the picture. The pane need not be in the layout.
   */
  capture(pane: string, widthPx: number, heightPx: number, slice?: number): HTMLCanvasElement;
  dispose(): void;
}

/**
 * Builds a stage inside `host`, as high as the host, or as its column of panes where the host is
 * narrower than 600 CSS pixels.
 */
export function createStage(host: HTMLElement, options: StageOptions): Stage {
  return buildStage(host, options);
}
