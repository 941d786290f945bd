import { LoadError } from './load';

/** Returns whether the bytes begin as gzip does (RFC 1952, section 2.3.1). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Yields what the pieces of a gzip file unpack to.
 *
 * @throws LoadError if it is cut off, damaged, or goes on after its end; what the pieces throw
 */
export async function* gunzip(
  pieces: AsyncIterator<Uint8Array, void>,
  file: string,
): AsyncGenerator<Uint8Array, void> {
  let failure: { cause: unknown } | null = null;
  const packed = new ReadableStream<BufferSource>(
    {
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          if (done) controller.close();
          else controller.enqueue(value as Uint8Array<ArrayBuffer>);
        } catch (cause) {
          failure = { cause };
          controller.error(cause);
        }
      },
      async cancel() {
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    while (true) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw failure ? failure.cause : new LoadError(file, describe(cause), { cause });
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Browsers tell the cases apart in words only. */
function describe(cause: unknown): string {
  const words = cause instanceof Error ? cause.message : '';
  if (/truncated|unexpected end/i.test(words)) return 'is cut off: its gzip data ends too early';
  if (/junk|trailing|after end/i.test(words)) return 'goes on after the end of its gzip data';
  return 'is damaged: its gzip data can not be unpacked';
}
