import { formatBytes } from '../app/bytes';
import { checkedPieces } from './checked-pieces';
import { fileName } from './file-name';
import { LoadError, type TextOptions } from './load';
import { createProgressMeter } from './progress-meter';
import { abortError, announcedBytes, piecesOf, request } from './response';

const MOST_BYTES = 64 * 1024 ** 2;

/**
 * Loads a whole file as it is.
 *
 * @throws LoadError if it is longer than `maxBytes`, or not what is expected; AbortError
 */
export async function loadBytes(url: URL, options: TextOptions): Promise<Uint8Array<ArrayBuffer>> {
  const file = fileName(url);
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  try {
    const response = await request(url, file, signal);
    return await bytesOf(response, file, { ...options, signal });
  } catch (problem) {
    stop.abort();
    throw options.signal.aborted ? abortError(file) : problem;
  }
}

/** Returns the whole body. */
export async function bytesOf(
  response: Response,
  file: string,
  options: TextOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { expected = null, maxBytes = MOST_BYTES } = options;
  const announced = announcedBytes(response);
  const checkSize = (bytes: number): void => {
    if (bytes > maxBytes) {
      throw new LoadError(file, `is too large: the limit is ${formatBytes(maxBytes)}`);
    }
  };
  checkSize(announced ?? 0);
  const meter = createProgressMeter(file, announced ?? expected?.bytes ?? null, options.onProgress);
  const pieces = piecesOf(response, file, options.signal);
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const piece of expected ? checkedPieces(pieces, expected, file) : pieces) {
    length += piece.length;
    checkSize(length);
    kept.push(piece);
    meter.add(piece.length);
  }
  meter.end();
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of kept) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
