import type { VoxelArray } from '../volume/volume';
import type { ScoreReply, ScoreRequest } from './score-messages';
import type { Scored, ScorerSource } from './scorer';

/** Scores a volume in a worker, as fast as thresholds come in. */
export interface LiveScore {
  /** Asks for a threshold. While one is being scored only the latest of those asked for waits. */
  request(thresholdHu: number): void;
  dispose(): void;
}

export interface LiveScoreListener {
  scored(scored: Scored, milliseconds: number): void;
  /** A threshold that can't be scored; the next may well be. */
  failed(thresholdHu: number, message: string): void;
}

/** Copied to the worker at a time, so that no copy keeps the page from drawing. */
const CHUNK_BYTES = 8 << 20;

/**
 * Starts a worker on a volume. The volume stays with the page, which draws it; slices are copied
 * bit by bit, and the worker keeps of them only what can be calcium.
 *
 * @param labels of the same length, or null in an unmasked study
 */
export function startLiveScore(
  source: ScorerSource,
  voxels: VoxelArray,
  labels: Uint8Array | null,
  listener: LiveScoreListener,
): LiveScore {
  const worker = new Worker(new URL('./score.worker.ts', import.meta.url), { type: 'module' });
  let disposed = false;
  let filled = false;
  let busy = false;
  let waiting: number | null = null;

  const post = (message: ScoreRequest, transfer: Transferable[] = []) =>
    worker.postMessage(message, transfer);
  const next = () => {
    if (filled && !busy && waiting !== null && !disposed) {
      busy = true;
      post({ kind: 'score', thresholdHu: waiting });
      waiting = null;
    }
  };
  worker.onmessage = ({ data }: MessageEvent<ScoreReply>) => {
    busy = false;
    if (data.kind === 'failed') {
      listener.failed(data.thresholdHu, data.message);
    } else {
      listener.scored(data.scored, data.milliseconds);
    }
    next();
  };
  worker.onerror = (event) => {
    busy = false;
    listener.failed(waiting ?? source.options.thresholdHu, event.message || 'the worker stopped');
  };

  post({ kind: 'open', source });
  async function fill(): Promise<void> {
    const sliceVoxels = source.shape[0] * source.shape[1];
    const step =
      sliceVoxels * Math.max(1, Math.floor(CHUNK_BYTES / (sliceVoxels * voxels.BYTES_PER_ELEMENT)));
    for (let from = 0; from < voxels.length && !disposed; from += step) {
      const part = voxels.slice(from, from + step);
      const labelled = labels?.slice(from, from + step) ?? null;
      const buffers = labelled ? [part.buffer, labelled.buffer] : [part.buffer];
      post({ kind: 'slices', voxels: part, labels: labelled }, buffers as ArrayBuffer[]);
      await new Promise((resolve) => setTimeout(resolve));
    }
    filled = true;
    next();
  }
  fill().catch((problem: unknown) => {
    // The copies may take more memory than there is.
    const message = problem instanceof Error ? problem.message : String(problem);
    if (!disposed) listener.failed(waiting ?? source.options.thresholdHu, message);
  });

  return {
    request(thresholdHu) {
      waiting = thresholdHu;
      next();
    },
    dispose() {
      disposed = true;
      worker.terminate();
    },
  };
}
