import { afterEach, expect, test, vi } from 'vitest';
import { startLiveScore } from './live-score';

afterEach(() => vi.unstubAllGlobals());

test('says that there is no score where the volume can not be copied to the worker', async () => {
  vi.stubGlobal(
    'Worker',
    class {
      postMessage({ kind }: { kind: string }) {
        if (kind === 'slices') throw new RangeError('out of memory');
      }
      terminate() {}
    },
  );
  const options = {
    connectivity: 4,
    thresholdHu: 130,
    minAreaMm2: 1,
    minVoxels: 1,
    massCalibration: null,
  } as const;
  const source = {
    shape: [2, 2, 1],
    slope: 1,
    intercept: 0,
    masked: false,
    floorHu: 50,
    grid: { dxMm: 1, dyMm: 1, incrementMm: 3 },
    options,
  } as const;
  const failed = vi.fn();
  const live = startLiveScore(source, new Int16Array(4), null, { scored: vi.fn(), failed });
  live.request(100);
  await vi.waitFor(() => expect(failed).toHaveBeenCalledExactlyOnceWith(100, 'out of memory'));
  live.dispose();
});
