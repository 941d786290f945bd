import { voxelCount } from '../volume/geometry';
import type { Volume } from '../volume/volume';
import { valueAt } from './maps';

/**
 * Returns the mean time-attenuation curve of some voxels of a series: HU above the mean of the
 * first `baselineFrames` frames, one number a frame. Null without voxels.
 */
export function curveOf(
  series: Volume,
  baselineFrames: number,
  indices: readonly number[],
): number[] | null {
  if (!(baselineFrames >= 1) || baselineFrames > series.frames) {
    throw new RangeError(
      `baselineFrames must be 1 to ${series.frames}, but was: ${baselineFrames}`,
    );
  }
  if (indices.length === 0) return null;
  const count = voxelCount(series.grid);
  const means = Array.from({ length: series.frames }, (_, frame) => {
    let sum = 0;
    for (const index of indices) sum += valueAt(series, frame * count + index);
    return sum / indices.length;
  });
  const baseline = means.slice(0, baselineFrames).reduce((a, b) => a + b, 0) / baselineFrames;
  return means.map((hu) => hu - baseline);
}

/** Returns the frame nearest in time, the earlier of two as near. -1 without frames. */
export function frameAt(frameTimesSeconds: readonly number[], seconds: number): number {
  let nearest = -1;
  let distance = Number.POSITIVE_INFINITY;
  frameTimesSeconds.forEach((time, frame) => {
    if (Math.abs(time - seconds) < distance) {
      nearest = frame;
      distance = Math.abs(time - seconds);
    }
  });
  return nearest;
}
