import { loadVolume } from '../../src/data/loader';
import type { Layer } from '../../src/render/scene';
import type { PlaneName } from '../../src/volume/plane';
import { type Bench, finish, timesOf, windowOf } from './measured';
import { canvasOf, emptyHost, fieldOf, paneAt, sceneOf, surfaceIn } from './scenes';

const WIDTH = 1200;
const HEIGHT = 800;
const PLANES: readonly PlaneName[] = ['axial', 'coronal', 'sagittal'];

let drawn: { readonly canvas: HTMLCanvasElement; draw(i: number): void } | null = null;

export const threePlanes: Bench = {
  async load(url) {
    const start = performance.now();
    const signal = new AbortController().signal;
    const { volume } = await loadVolume(new URL(url, location.href), null, { signal });
    const surface = surfaceIn(emptyHost());
    const field = { ...fieldOf(volume.id, volume.grid, volume.voxels), slope: volume.slope };
    const draw = (i: number): void => {
      const layers: readonly Layer[] = [
        { kind: 'gray', field, window: windowOf(i), inverted: false },
      ];
      const panes = PLANES.map((name, at) => {
        const rect = { x: at * 400, y: 0, width: 400, height: HEIGHT };
        return paneAt(volume.grid, name, rect, layers);
      });
      surface.drawNow(sceneOf(WIDTH, HEIGHT, panes));
    };
    draw(0);
    const canvas = canvasOf(surface.element);
    finish(canvas);
    drawn = { canvas, draw };
    return performance.now() - start;
  },
  windowChanges(times) {
    if (!drawn) throw new Error('no volume is loaded');
    const { canvas, draw } = drawn;
    return timesOf(canvas, times, (i) => draw(i + 1));
  },
};
