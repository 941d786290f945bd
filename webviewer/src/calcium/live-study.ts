import type { Study } from '../data/formats';
import type { Volume } from '../volume/volume';
import { DENSE_LABEL, LabelMask } from './label-mask';
import { startLiveScore } from './live-score';
import type { CalciumOptions } from './options';
import { liveResult, type Result } from './result';
import { calciumGridOf } from './study-files';
import { LEAST_HU } from './threshold-control';

/** The live score of a study and the mask that goes with it. */
export interface LiveStudy {
  readonly mask: LabelMask;
  request(thresholdHu: number): void;
  dispose(): void;
}

export interface LiveStudyListener {
  /** The mask knows already what to drop. */
  scored(result: Result): void;
  failed(thresholdHu: number, message: string): void;
}

/**
 * Starts it.
 *
 * @param labels null in an unmasked study; its voxels are written to from now on
 * @throws Error if the volume is not the one that the job scored
 */
export function createLiveStudy(
  study: Study,
  options: CalciumOptions,
  volume: Volume,
  labels: Volume | null,
  listener: LiveStudyListener,
): LiveStudy {
  const grid = calciumGridOf(study, volume.grid);
  const values = labels?.voxels instanceof Uint8Array ? labels.voxels : null;
  const mask = new LabelMask(
    `${labels?.id ?? volume.id}#mask`,
    volume.grid.shape,
    values ?? new Uint8Array(volume.voxels.length).fill(DENSE_LABEL),
  );
  const live = startLiveScore(
    {
      shape: volume.grid.shape,
      slope: volume.slope,
      intercept: volume.intercept,
      masked: values !== null,
      floorHu: Math.min(LEAST_HU, options.thresholdHu),
      grid,
      options,
    },
    volume.voxels,
    values,
    {
      scored(scored) {
        mask.drop(scored.dropped, scored.droppedStarts);
        listener.scored(liveResult(scored, grid, study.flags));
      },
      failed: (thresholdHu, message) => listener.failed(thresholdHu, message),
    },
  );
  return { mask, request: (hu) => live.request(hu), dispose: () => live.dispose() };
}
