import { formatBytes } from '../app/bytes';
import { LoadError, MissingFileError } from './load';

/** The error that a cancelled load rejects with. */
export function abortError(file: string): DOMException {
  return new DOMException(`${file}: cancelled`, 'AbortError');
}

/**
 * Asks for a file. Caches must ask the server whether what they hold is still good: a run replaces
 * files under the same name.
 *
 * @throws LoadError unless the server answers with 200, or 206 to a request for a range; AbortError
 */
export async function request(
  url: URL,
  file: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal, headers, cache: 'no-cache' });
  } catch (cause) {
    if (signal.aborted) throw abortError(file);
    throw new LoadError(file, 'the server could not be reached', { cause });
  }
  if (response.ok) return response;
  await response.body?.cancel().catch(() => undefined);
  const { status } = response;
  if (status === 404 || status === 410) throw new MissingFileError(file, `is missing (${status})`);
  throw new LoadError(file, describeStatus(status));
}

function describeStatus(status: number): string {
  if (status === 401 || status === 403)
    return `the server does not allow it to be read (${status})`;
  if (status === 416) return 'is shorter than the part that was asked for (416)';
  if (status >= 500) return `the server failed (${status})`;
  return `the server answered with status ${status}`;
}

/**
 * Returns the length of the body that the server announced, bytes, or null if it did not, or if it
 * packs the body on its way.
 */
export function announcedBytes(response: Response): number | null {
  const length = response.headers.get('Content-Length');
  if (isPackedOnTheWay(response) || length === null || !/^\d{1,15}$/.test(length)) return null;
  return Number(length);
}

export function isPackedOnTheWay(response: Response): boolean {
  const encoding = response.headers.get('Content-Encoding');
  return encoding !== null && encoding !== 'identity';
}

/**
 * Yields the body piece by piece. Leaving the loop stops the download.
 *
 * @throws LoadError if the connection breaks; AbortError
 */
export async function* piecesOf(
  response: Response,
  file: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  if (!response.body) return;
  const reader = response.body.getReader();
  let bytes = 0;
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (signal.aborted) throw abortError(file);
      if (done) return;
      bytes += value.length;
      yield value;
    }
  } catch (cause) {
    if (signal.aborted) throw abortError(file);
    if (cause instanceof LoadError) throw cause;
    throw new LoadError(file, `the connection broke after ${formatBytes(bytes)}`, { cause });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
