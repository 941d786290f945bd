import type { Axis, Triple } from '../volume/grid';
import type { VoxelArray } from '../volume/volume';
import type { VoiWindow } from './voi';

/**
 * What is drawn: a list of panes on one canvas, each a plane through volumes, described as data.
 * Both renderers, WebGL2 and Canvas 2D, turn the same scene into the same pixels.
 */
export interface Scene {
  /** Size of the canvas in device pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** sRGB, 0-255; shown between the panes and outside the volumes. */
  readonly background: Rgb;
  readonly panes: readonly Pane[];
}

export type Rgb = readonly [number, number, number];

/** From the top left; of a scene in device pixels of the canvas, whole numbers. May be empty. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Pane {
  readonly rect: Rect;
  readonly cut: Cut;
  /** The first is at the bottom, and its field decides what voxel coordinates mean. */
  readonly layers: readonly Layer[];
}

/**
 * The plane that a pane shows, and how its pixels fall on voxels. A voxel's centre has whole
 * coordinates; the voxel covers half a unit to each side. The centre of the pixel (px, py) of the
 * pane, counted from its top left, lies at
 *
 *     coordinate[across] = acrossAt0 + (px + 0.5) * acrossPerPx
 *     coordinate[down]   = downAt0 + (py + 0.5) * downPerPx
 *     coordinate[through] = slice
 *
 * A negative step mirrors the image. Renderers round these to 2^-17 voxels. A pixel shows the
 * volume where its coordinates lie from -0.5 to below n - 0.5, and background elsewhere; near the
 * edges, interpolation holds on to the outermost voxels.
 */
export interface Cut {
  readonly across: Axis;
  readonly down: Axis;
  readonly through: Axis;
  /** A whole voxel index along `through`. */
  readonly slice: number;
  readonly acrossAt0: number;
  readonly acrossPerPx: number;
  readonly downAt0: number;
  readonly downPerPx: number;
}

/** Voxels to draw: one frame of a volume. */
export interface Field {
  /** Names the voxels in the renderer's cache: the same key, the same voxels. */
  readonly key: string;
  /** Changes when voxels of the same key were written to; see {@link Field.changed}. */
  readonly revision: number;
  /** Slices (z) written to since the last revision; null means all. */
  readonly changed: readonly number[] | null;
  readonly shape: Triple;
  /** shape[0] * shape[1] * shape[2] stored values, x fastest. */
  readonly voxels: VoxelArray;
  /** value = stored x slope + intercept */
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Voxels that are NaN or infinite, and pixels interpolated from one, are black in gray layers and
 * not drawn in the others. Layers are laid over each other in sRGB, and rounded to 8 bits after
 * each; see rounding.ts.
 */
export type Layer = GrayLayer | MapLayer | CalciumLayer;

/** A field in gray through a window, between voxels by linear interpolation in the plane. Opaque. */
export interface GrayLayer {
  readonly kind: 'gray';
  readonly field: Field;
  readonly window: VoiWindow;
  /** Black for white, as mammograms are sometimes read. */
  readonly inverted: boolean;
}

/**
 * A field through a colour table, between voxels by linear interpolation in the plane if `smooth`,
 * else the nearest voxel. A field of another shape than the pane's first is stretched over the same
 * box.
 */
export interface MapLayer {
  readonly kind: 'map';
  readonly field: Field;
  /**
   * The values of the first and the last colour; what lies outside takes the nearer one, and what
   * lies between two colours is mixed from both.
   */
  readonly range: readonly [number, number];
  /** 256 x RGB, 0-255; see colours.ts. */
  readonly colours: Uint8Array;
  /** 0 to 1. */
  readonly opacity: number;
  /** Nearest voxels whose value is at or below this are not drawn; -Infinity draws all. */
  readonly hiddenAtOrBelow: number;
  readonly smooth: boolean;
}

/**
 * Voxels at or over a threshold in the colour of their label. A voxel is drawn if its label is
 * 1 to 7 and its value is >= threshold; labels of 8 and over are never drawn (bit 7 is set on
 * islands too small to count). Nearest voxel, no interpolation.
 */
export interface CalciumLayer {
  readonly kind: 'calcium';
  /** The attenuation, HU. */
  readonly field: Field;
  /** Uint8 labels of the same shape. */
  readonly labels: Field;
  readonly thresholdHu: number;
  /** By label, 0 to 7: colour and opacity 0 to 1. */
  readonly colours: readonly { readonly rgb: Rgb; readonly opacity: number }[];
}
