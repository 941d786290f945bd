import { LoadError, MissingFileError, type Progress } from './load';
import type { ReadVolume, VolumeRequest } from './read-volume';
import { abortError } from './response';
import type { FromWorker, ToWorker } from './volume-messages';

/** Unpacking keeps one core busy; more would only hold more half-read volumes. */
const MOST_WORKERS = 2;

interface Job {
  readonly request: VolumeRequest;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly resolve: (read: ReadVolume) => void;
  readonly reject: (problem: unknown) => void;
}

const idle: Worker[] = [];
const waiting: Job[] = [];
const running = new Map<Worker, Job>();

/**
 * Reads a volume in a worker, as soon as one is free.
 *
 * @throws LoadError, or AbortError at once when cancelled
 */
export function readInWorker(
  request: VolumeRequest,
  signal: AbortSignal,
  onProgress?: (progress: Progress) => void,
): Promise<ReadVolume> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abortError(request.file));
      return;
    }
    const end = (): void => signal.removeEventListener('abort', cancel);
    const job: Job = {
      request,
      onProgress: onProgress && ((progress) => signal.aborted || onProgress(progress)),
      resolve: (read) => {
        end();
        resolve(read);
      },
      reject: (problem) => {
        end();
        reject(problem);
      },
    };
    const cancel = (): void => {
      withdraw(job);
      job.reject(abortError(request.file));
    };
    signal.addEventListener('abort', cancel);
    waiting.push(job);
    startNext();
  });
}

function withdraw(job: Job): void {
  const place = waiting.indexOf(job);
  if (place >= 0) waiting.splice(place, 1);
  for (const [worker, its] of running) {
    // The worker is free again when it says so.
    if (its === job) post(worker, { kind: 'cancel' });
  }
}

function startNext(): void {
  while (waiting.length > 0) {
    const worker = idle.pop() ?? (running.size < MOST_WORKERS ? startWorker() : undefined);
    const job = worker && waiting.shift();
    if (!worker || !job) return;
    running.set(worker, job);
    post(worker, { kind: 'read', request: { ...job.request, url: job.request.url.href } });
  }
}

function startWorker(): Worker {
  const worker = new Worker(new URL('./volume.worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => take(worker, data);
  // It could not be started, or ran out of memory: another one gets the next job.
  worker.onerror = (event) => {
    event.preventDefault();
    worker.terminate();
    const job = running.get(worker);
    running.delete(worker);
    const place = idle.indexOf(worker);
    if (place >= 0) idle.splice(place, 1);
    const words = event.message ? `: ${event.message}` : '';
    job?.reject(new LoadError(job.request.file, `the worker that reads it failed${words}`));
    startNext();
  };
  return worker;
}

function take(worker: Worker, message: FromWorker): void {
  const job = running.get(worker);
  if (!job) return;
  if (message.kind === 'progress') {
    job.onProgress?.(message.progress);
    return;
  }
  running.delete(worker);
  idle.push(worker);
  if (message.kind === 'done') job.resolve(message.read);
  if (message.kind === 'failed') {
    const Problem = message.missing ? MissingFileError : LoadError;
    job.reject(new Problem(job.request.file, message.reason));
  }
  startNext();
}

function post(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}
