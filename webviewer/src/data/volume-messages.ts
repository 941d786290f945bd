import type { Progress } from './load';
import type { ReadVolume, VolumeRequest } from './read-volume';

/** What the page tells a worker. A worker reads one volume at a time. */
export type ToWorker =
  | {
      readonly kind: 'read';
      readonly request: Omit<VolumeRequest, 'url'> & { readonly url: string };
    }
  | { readonly kind: 'cancel' };

/** What a worker tells the page: progress, and then one of the others. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly read: ReadVolume }
  | { readonly kind: 'failed'; readonly reason: string; readonly missing: boolean }
  | { readonly kind: 'cancelled' };
