import type { VoiWindow } from '../render/voi';
import type { Triple } from '../volume/grid';
import type { StagePane } from './stage';

/** Screen readers hear of a change at most this often. */
const PAUSE_MS = 1000;

/** Returns what a screen reader says of a pane: its name, slice, window, and crosshair. */
export function describe(
  pane: Pick<StagePane, 'label' | 'grid' | 'plane'>,
  slice: number,
  window: VoiWindow,
  cursor: Triple,
): string {
  const slices = pane.grid.shape[pane.plane.through];
  return [
    pane.label,
    ...(slices > 1 ? [`slice ${slice + 1} of ${slices}`] : []),
    `window width ${window.width}, level ${window.center}`,
    `crosshair at voxel ${cursor.join(', ')}`,
  ].join(', ');
}

/** Runs something at once, and then at most once a second however often it is asked for. */
export function atMostOnceASecond(run: () => void): { ask(): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let again = false;
  function ask(): void {
    if (timer !== null) {
      again = true;
      return;
    }
    run();
    timer = setTimeout(() => {
      timer = null;
      if (again) {
        again = false;
        ask();
      }
    }, PAUSE_MS);
  }
  return {
    ask,
    cancel: () => clearTimeout(timer ?? undefined),
  };
}
