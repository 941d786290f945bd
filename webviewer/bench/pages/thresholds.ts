import '../../src/app/theme.css';
import { createImageView, type ImageView } from '../../src/calcium/image-view';
import { LabelMask } from '../../src/calcium/label-mask';
import { startLiveScore } from '../../src/calcium/live-score';
import type { Volume } from '../../src/volume/volume';
import { chestLike } from './chest-like';
import { finish, windowOf } from './measured';
import { canvasOf, emptyHost, gridOf } from './scenes';

export interface ThresholdTimes {
  /** From the move of the slider to the mask and the score of it, drawn. */
  readonly changes: number[];
  /** Between the frames of the page while it was working. */
  readonly frames: number[];
  readonly lesions: number;
}

/** Moves the threshold of a calcium score `times` times, as the view does it. */
export async function thresholds(
  side: number,
  slices: number,
  times: number,
): Promise<ThresholdTimes> {
  const grid = gridOf(side, slices, 0.4, 3);
  const { voxels, labels } = chestLike(grid);
  const volume: Volume = { id: 'bench', grid, frames: 1, voxels, slope: 1, intercept: 0 };
  const mask = new LabelMask('bench#mask', grid.shape, labels);
  let thresholdHu = 130;
  let lesions = 0;
  let arrived: (() => void) | null = null;
  const live = startLiveScore(
    {
      shape: grid.shape,
      slope: 1,
      intercept: 0,
      masked: true,
      floorHu: 50,
      grid: { dxMm: 0.4, dyMm: 0.4, incrementMm: 3 },
      options: {
        connectivity: 4,
        thresholdHu: 130,
        minAreaMm2: 1,
        minVoxels: 1,
        massCalibration: null,
      },
    },
    voxels,
    labels,
    {
      scored(scored) {
        mask.drop(scored.dropped, scored.droppedStarts);
        view.markDropped();
        lesions = scored.byScore.length;
        arrived?.();
      },
      failed: (_hu, message) => {
        throw new Error(message);
      },
    },
  );
  const view: ImageView = createImageView(emptyHost(), volume, windowOf(0), {
    mask,
    thresholdHu: () => thresholdHu,
    colours: () => Array.from({ length: 8 }, () => ({ rgb: [255, 80, 80] as const, opacity: 0.7 })),
    selected: () => null,
  });
  const change = async (hu: number): Promise<number> => {
    const start = performance.now();
    thresholdHu = hu;
    view.redraw();
    const scored = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    live.request(hu);
    await scored;
    await nextFrame();
    finish(canvasOf(view.element));
    return performance.now() - start;
  };
  await change(130);
  const stop = countFrames();
  const changes: number[] = [];
  for (let i = 0; i < times; i++) changes.push(await change(100 + ((i * 37) % 150)));
  const frames = stop();
  live.dispose();
  view.dispose();
  return { changes, frames, lesions };
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Starts to note the times between the page's frames; returns what stops it and gives them. */
function countFrames(): () => number[] {
  const times: number[] = [];
  let last = performance.now();
  let running = true;
  const frame = (): void => {
    if (!running) return;
    const now = performance.now();
    times.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return () => {
    running = false;
    return times;
  };
}
