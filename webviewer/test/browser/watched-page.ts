import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Site } from './site-server';

/** A page of the site that keeps a list of everything it does that it should not. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings on the console, violations of the policy, requests to other hosts. */
  readonly complaints: string[];
  /** Goes to a fragment such as `#/` and waits until its view is open or has failed. */
  open(fragment: string): Promise<void>;
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'dark' | 'light';
  /** Which renderer draws; by default the one that users of this browser get. */
  readonly renderer?: 'webgl2';
  /** Complaints that the test is about. */
  readonly expected?: RegExp;
}

/** Opens an empty page in a session of its own. */
export async function watchedPage(
  browser: Browser,
  site: Site,
  { width = 1280, height = 800, theme = 'dark', renderer, expected }: PageOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width, height }, acceptDownloads: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  const complain = (text: string): void => {
    if (!expected?.test(text)) complaints.push(text);
  };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complain(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complain(`not caught: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(site.url) && !url.startsWith('blob:')) complain(`foreign request: ${url}`);
  });
  if (theme === 'light') {
    await page.addInitScript(() =>
      localStorage.setItem('radloom.view-settings', JSON.stringify({ theme: 'light' })),
    );
  }
  return {
    page,
    complaints,
    async open(fragment) {
      // The same document with another fragment is no load that `goto` could wait for.
      if (page.url().startsWith(site.url)) {
        await page.evaluate((to) => {
          if (location.hash !== to)
            document.querySelector('#app-view')?.removeAttribute('data-state');
          location.hash = to;
        }, fragment);
      } else {
        const search = renderer ? `?renderer=${renderer}` : '';
        await page.goto(site.url + search + fragment);
      }
      await settled(page);
    },
  };
}

/** Waits until the view is open, or has failed, and returns which. */
export async function settled(page: Page): Promise<string> {
  const view = page.locator('#app-view[data-state=open], #app-view[data-state=failed]');
  await view.waitFor({ state: 'attached', timeout: 45_000 });
  return (await view.getAttribute('data-state')) ?? '';
}

/** Waits until nothing of the view is loading any more, and every picture is drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('.app-progress') === null &&
      [...document.querySelectorAll<HTMLCanvasElement>('canvas[data-renderer]')].every(
        (canvas) => Number(canvas.dataset.draws) > 0,
      ),
    null,
    { timeout: 45_000 },
  );
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeViolation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

/** Returns what axe-core finds on the page that is serious or critical. */
export async function seriousViolations(page: Page): Promise<readonly string[]> {
  // Not a script element: the policy of the page forbids those.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: AxeViolation[] }> };
    };
    return (await axe.run()).violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary ?? ''}`),
    );
}

/** Keeps a picture of the page in target/screenshots. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = resolve(import.meta.dirname, '../../target/screenshots');
  await page.screenshot({ path: `${folder}/${name}.png` });
}
