import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';

/** Files under `data/` of the site, by their path there. */
export type Files = ReadonlyMap<string, Buffer>;

export interface Traffic {
  /** Bytes sent of each path. */
  readonly sent: Map<string, number>;
}

/** Answers the page's requests under `data/` with files in memory; ranges as a plain server does. */
export async function serveFiles(
  page: Page,
  files: Files,
  { ranges = true }: { readonly ranges?: boolean } = {},
): Promise<Traffic> {
  const sent = new Map<string, number>();
  // Not `**/data/**`: the sources have a folder of that name.
  const isData = (url: URL) => url.pathname.startsWith('/data/');
  await page.route(isData, async (route) => {
    const { pathname } = new URL(route.request().url());
    const path = decodeURIComponent(pathname.slice('/data/'.length));
    const file = files.get(path);
    if (!file) {
      await route.fulfill({ status: 404, body: 'not found' });
      return;
    }
    const range = /^bytes=(\d+)-(\d+)$/.exec(route.request().headers().range ?? '');
    const [from, to] = [Number(range?.[1] ?? 0), Number(range?.[2] ?? file.length - 1)];
    const body = ranges && range ? file.subarray(from, to + 1) : file;
    sent.set(path, (sent.get(path) ?? 0) + body.length);
    await route.fulfill({
      status: ranges && range ? 206 : 200,
      body,
      headers: {
        'Content-Type': 'application/octet-stream',
        ...(ranges && range ? { 'Content-Range': `bytes ${from}-${to}/${file.length}` } : {}),
      },
    });
  });
  return { sent };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
