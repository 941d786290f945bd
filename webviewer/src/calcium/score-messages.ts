import type { VoxelArray } from '../volume/volume';
import type { Scored, ScorerSource } from './scorer';

/** What the page asks of the worker that scores. */
export type ScoreRequest =
  | { readonly kind: 'open'; readonly source: ScorerSource }
  | {
      readonly kind: 'slices';
      readonly voxels: VoxelArray;
      readonly labels: Uint8Array | null;
    }
  | { readonly kind: 'score'; readonly thresholdHu: number };

/** What it answers: one reply a `score`, in order. */
export type ScoreReply =
  | { readonly kind: 'scored'; readonly scored: Scored; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly thresholdHu: number; readonly message: string };
