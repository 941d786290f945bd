import type { Field } from '../../src/render/scene';
import { createStage, type Stage, type StagePane } from '../../src/stage/stage';
import type { Grid, Triple } from '../../src/volume/grid';
import { imagePlane, type PlaneName, planeOf } from '../../src/volume/plane';

/** What the test reads and drives from outside. */
export interface StagePage {
  readonly stage: Stage;
  /** Every event as it came: its name and value. */
  readonly log: [string, unknown][];
  /** Calls of `layers`, of all panes. */
  readonly layerCalls: number;
  readonly panes: readonly StagePane[];
  /** The middle of the bright block. */
  readonly voxelOfBlock: Triple;
}

declare global {
  var stagePage: StagePage;
}

/** mm from the middle of the patient: right, front, head. */
type World = readonly [number, number, number];

/** How far the patient reaches to each side, mm, and the distance of voxels: odd counts of them. */
const HALF_MM: World = [30, 23, 40];
const STEP_MM: World = [1, 1, 2.5];

/** Voxel axes as world axes (0 right, 1 front, 2 head) with the way that they run. */
const RUNS: Readonly<Record<string, readonly (readonly [0 | 1 | 2, 1 | -1])[]>> = {
  straight: [
    [0, 1],
    [1, 1],
    [2, 1],
  ],
  flipped: [
    [0, -1],
    [1, -1],
    [2, 1],
  ],
  permuted: [
    [2, -1],
    [0, 1],
    [1, -1],
  ],
};

/**
 * A head with nothing alike on two sides: an ellipsoid with a bright block to the right, front, and
 * head, and a grey ramp from foot to head.
 */
function hu([right, front, head]: World): number {
  if (right > 8 && right < 20 && front > 6 && front < 14 && head > 8 && head < 20) {
    return 400;
  }
  const inside = (right / 28) ** 2 + (front / 21) ** 2 + (head / 37) ** 2 < 1;
  return inside ? 40 + head : -1000;
}

function volumeOf(runs: readonly (readonly [0 | 1 | 2, 1 | -1])[]): { grid: Grid; field: Field } {
  const counts = runs.map(([world]) => 2 * Math.floor(HALF_MM[world] / STEP_MM[world]) + 1);
  const shape: Triple = [counts[0] ?? 1, counts[1] ?? 1, counts[2] ?? 1];
  const affine = new Array<number>(12).fill(0);
  const spacing = [1, 1, 1];
  runs.forEach(([world, sign], axis) => {
    const step = STEP_MM[world];
    spacing[axis] = step;
    affine[4 * world + axis] = sign * step;
    affine[4 * world + 3] = -sign * step * (((counts[axis] ?? 1) - 1) / 2);
  });
  const voxels = new Int16Array(shape[0] * shape[1] * shape[2]);
  const at = (row: number, x: number, y: number, z: number) =>
    (affine[4 * row] ?? 0) * x +
    (affine[4 * row + 1] ?? 0) * y +
    (affine[4 * row + 2] ?? 0) * z +
    (affine[4 * row + 3] ?? 0);
  let next = 0;
  for (let z = 0; z < shape[2]; z++) {
    for (let y = 0; y < shape[1]; y++) {
      for (let x = 0; x < shape[0]; x++) {
        voxels[next++] = hu([at(0, x, y, z), at(1, x, y, z), at(2, x, y, z)]);
      }
    }
  }
  return {
    grid: { shape, affine, spacingMm: [spacing[0] ?? 1, spacing[1] ?? 1, spacing[2] ?? 1] },
    field: fieldOf(voxels, shape),
  };
}

function fieldOf(voxels: Int16Array, shape: Triple): Field {
  return { key: 'test', revision: 0, changed: null, shape, voxels, slope: 1, intercept: 0 };
}

/** 512 x 512 x 96 of noise, for timing. */
function noise(): { grid: Grid; field: Field } {
  const shape: Triple = [512, 512, 96];
  const voxels = new Int16Array(512 * 512 * 96);
  for (let at = 0; at < voxels.length; at++) {
    voxels[at] = ((at * 2654435761) >>> 21) - 1024;
  }
  const affine = [0.5, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 0.5, 0];
  return { grid: { shape, spacingMm: [0.5, 0.5, 0.5], affine }, field: fieldOf(voxels, shape) };
}

/** Where a place in mm lies on a grid whose axes stand at right angles. */
function voxelAt({ affine, spacingMm }: Grid, mm: Triple): Triple {
  const along = (axis: 0 | 1 | 2) =>
    mm.reduce(
      (sum, at, row) => sum + (affine[4 * row + axis] ?? 0) * (at - (affine[4 * row + 3] ?? 0)),
      0,
    ) /
    spacingMm[axis] ** 2;
  return [along(0), along(1), along(2)];
}

/** One image without an orientation. */
function image(): { grid: Grid; field: Field } {
  const shape: Triple = [61, 47, 1];
  const voxels = Int16Array.from({ length: 61 * 47 }, (_, at) => at % 61);
  const affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
  return { grid: { shape, spacingMm: [1, 1, 1], affine }, field: fieldOf(voxels, shape) };
}

const params = new URLSearchParams(location.search);
const kind = params.get('kind') ?? 'straight';
const mirrored = params.has('mirrored');
const run = RUNS[kind];
const { grid, field } = run !== undefined ? volumeOf(run) : kind === 'image' ? image() : noise();
const host = document.getElementById('host');
if (host === null) {
  throw new Error('the page has no element #host');
}
host.classList.toggle('large', kind === 'noise');

function paneOf(name: PlaneName): StagePane {
  return {
    id: name,
    label: `${name[0]?.toUpperCase()}${name.slice(1)}`,
    grid,
    plane: kind === 'image' ? imagePlane() : planeOf(grid, kind === 'noise' ? 'axial' : name),
    mirrored,
    link: kind === 'noise' ? name : 'ct',
    layers(window) {
      layerCalls++;
      return [{ kind: 'gray', field, window, inverted: false }];
    },
    overlay({ context, toScreen }) {
      const [x, y] = toScreen([0, 0, 0]);
      context.fillStyle = '#f0f';
      context.fillRect(x - 2, y - 2, 4, 4);
    },
  };
}

const panes = (['axial', 'coronal', 'sagittal'] as const).map(paneOf);
let layerCalls = 0;
const log: [string, unknown][] = [];
const stage = createStage(host, {
  panes,
  layout: [['axial', 'coronal', 'sagittal']],
  window: { center: 40, width: 400 },
  onDraw: (pane, points, done) => log.push(['draw', { pane, points, done }]),
});
globalThis.stagePage = {
  stage,
  log,
  panes,
  voxelOfBlock: voxelAt(grid, [14, 10, 15]),
  get layerCalls() {
    return layerCalls;
  },
};
for (const event of ['cursor', 'window', 'hover', 'pick'] as const) {
  stage.on(event, (value) => log.push([event, value]));
}
