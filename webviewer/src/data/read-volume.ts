import { checkedPieces } from './checked-pieces';
import { gunzip, isGzip } from './gunzip';
import { type Expected, LoadError, type Progress, type Verification } from './load';
import { createNiftiSink, MOST_DEFLATE_GAIN, type NiftiVolume } from './nifti';
import { isWebPage } from './nifti-header';
import { createProgressMeter } from './progress-meter';
import { abortError, announcedBytes, piecesOf, request } from './response';

export interface VolumeRequest {
  readonly url: URL;
  /** For messages. */
  readonly file: string;
  readonly expected: Expected | null;
  readonly budgetBytes: number;
}

export interface ReadVolume {
  readonly volume: NiftiVolume;
  readonly verification: Verification;
}

/**
 * Fetches a NIfTI-1 file, gzipped or not, and reads it while it comes: bytes are counted, hashed and
 * unpacked in pieces, and only voxels are kept.
 *
 * A body that is not gzip though its name ends in `.gz` was unpacked on its way (Content-Encoding);
 * there is nothing to hold against the job's SHA-256 then.
 *
 * @throws LoadError, or AbortError when cancelled
 */
export async function readVolume(
  volumeRequest: VolumeRequest,
  signal: AbortSignal,
  onProgress?: (progress: Progress) => void,
): Promise<ReadVolume> {
  const stop = new AbortController();
  try {
    return await read(volumeRequest, AbortSignal.any([signal, stop.signal]), onProgress);
  } catch (problem) {
    // Whatever of the download is still under way.
    stop.abort();
    throw signal.aborted ? abortError(volumeRequest.file) : problem;
  }
}

async function read(
  { url, file, expected, budgetBytes }: VolumeRequest,
  signal: AbortSignal,
  onProgress?: (progress: Progress) => void,
): Promise<ReadVolume> {
  const response = await request(url, file, signal);
  const announced = announcedBytes(response);
  const meter = createProgressMeter(file, announced ?? expected?.bytes ?? null, onProgress);
  const { first, pieces } = await peek(metered(piecesOf(response, file, signal), meter.add));
  const packed = isGzip(first);
  const unpackedByServer = !packed && url.pathname.endsWith('.gz');
  const held = unpackedByServer ? null : expected;
  if (held && announced !== null && announced !== held.bytes && !isWebPage(first)) {
    throw new LoadError(
      file,
      `is not what the job wrote: it has ${announced} bytes, but must have ${held.bytes}`,
    );
  }
  const fileBytes = held?.bytes ?? announced ?? Number.POSITIVE_INFINITY;
  const sink = createNiftiSink(file, {
    budgetBytes,
    mostBytes: packed ? fileBytes * MOST_DEFLATE_GAIN : fileBytes,
  });
  const checked = held ? checkedPieces(pieces, held, file) : pieces;
  for await (const piece of packed ? gunzip(checked, file) : checked) {
    sink.write(piece);
  }
  const volume = sink.end();
  meter.end();
  const verification = held ? 'verified' : unpackedByServer ? 'unpacked-by-server' : 'no-hash';
  return { volume, verification };
}

async function* metered(
  pieces: AsyncIterable<Uint8Array>,
  add: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  for await (const piece of pieces) {
    add(piece.length);
    yield piece;
  }
}

/** Returns the first bytes, two at least if there are, and all the pieces with these in front. */
async function peek(
  pieces: AsyncGenerator<Uint8Array, void>,
): Promise<{ first: Uint8Array; pieces: AsyncGenerator<Uint8Array, void> }> {
  let first = new Uint8Array();
  while (first.length < 2) {
    const { done, value } = await pieces.next();
    if (done) break;
    const longer = new Uint8Array(first.length + value.length);
    longer.set(first);
    longer.set(value, first.length);
    first = longer;
  }
  return { first, pieces: joined(first, pieces) };
}

async function* joined(
  first: Uint8Array,
  rest: AsyncGenerator<Uint8Array, void>,
): AsyncGenerator<Uint8Array, void> {
  if (first.length > 0) yield first;
  yield* rest;
}
