import { colourTable } from '../../src/render/colours';
import { chestLike } from './chest-like';
import { finish, timesOf, windowOf } from './measured';
import { canvasOf, emptyHost, fieldOf, gridOf, paneAt, sceneOf, surfaceIn } from './scenes';

/**
 * Draws four panels, each a map at 70 % over CT, `times` times, each time with another window and
 * range, and returns how long each picture took.
 */
export function perfusionPanels(sidePx: number, times: number): number[] {
  const grid = gridOf(512, 16, 0.45, 5);
  const { voxels } = chestLike(grid);
  const ct = fieldOf('ct', grid, voxels);
  const maps = [0, 1, 2, 3].map((i) => {
    const values = new Float32Array(voxels.length);
    for (let v = 0; v < values.length; v++) values[v] = ((v * (i + 7)) % 997) / 10;
    return fieldOf(`map${i}`, grid, values);
  });
  const surface = surfaceIn(emptyHost());
  const colours = colourTable('viridis');
  const half = sidePx / 2;
  const draw = (i: number): void => {
    const panes = maps.map((field, at) => {
      const rect = {
        x: (at % 2) * half,
        y: Math.floor(at / 2) * half,
        width: half,
        height: half,
      };
      return paneAt(grid, 'axial', rect, [
        { kind: 'gray', field: ct, window: windowOf(i), inverted: false },
        {
          kind: 'map',
          field,
          range: [0, 60 + (i % 10)],
          colours,
          opacity: 0.7,
          hiddenAtOrBelow: -1e9,
          smooth: false,
        },
      ]);
    });
    surface.drawNow(sceneOf(sidePx, sidePx, panes));
  };
  draw(0);
  const canvas = canvasOf(surface.element);
  finish(canvas);
  const taken = timesOf(canvas, times, (i) => draw(i + 1));
  surface.dispose();
  return taken;
}
