import { LoadError, MissingFileError } from './load';
import { readVolume } from './read-volume';
import type { FromWorker, ToWorker } from './volume-messages';

/** Reads volumes away from the page, so that it never stops to answer. */

let cancel = new AbortController();

self.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
  if (data.kind === 'cancel') {
    cancel.abort();
    return;
  }
  cancel = new AbortController();
  void read(data.request, cancel.signal);
};

async function read(
  request: Extract<ToWorker, { kind: 'read' }>['request'],
  signal: AbortSignal,
): Promise<void> {
  try {
    const read = await readVolume({ ...request, url: new URL(request.url) }, signal, (progress) =>
      tell({ kind: 'progress', progress }),
    );
    tell({ kind: 'done', read }, [read.volume.voxels.buffer as ArrayBuffer]);
  } catch (problem) {
    tell(signal.aborted ? { kind: 'cancelled' } : failed(problem));
  }
}

function failed(problem: unknown): FromWorker {
  return {
    kind: 'failed',
    reason: problem instanceof LoadError ? problem.reason : `could not be read: ${problem}`,
    missing: problem instanceof MissingFileError,
  };
}

function tell(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
