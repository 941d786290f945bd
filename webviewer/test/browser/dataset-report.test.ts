import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FileServer, startFileServer } from '../file-server';
import { startBrowser } from './harness';
import { seriousViolations } from './watched-page';

/** Pages as Radloom writes them; a Java test holds these files to what the code writes. */
const SAMPLE = resolve(import.meta.dirname, '../../../pipelines/dataset-report/src/test/sample');
const PICTURES = resolve(import.meta.dirname, '../../target/screenshots');

const PAGES = [
  ['versions', 'index.html'],
  ['first-report', 'v1/report/index.html'],
  ['second-report', 'v2/report/index.html'],
] as const;

let browser: Browser;
let server: FileServer;

beforeAll(async () => {
  server = await startFileServer();
  for (const [, path] of PAGES) {
    server.files.set(path, (_, response) =>
      response
        .writeHead(200, { 'Content-Type': 'text/html;charset=utf-8' })
        .end(readFileSync(resolve(SAMPLE, path))),
    );
  }
  browser = await startBrowser('none');
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function open(
  path: string,
  width: number,
  colorScheme: 'light' | 'dark',
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`not caught: ${error.message}`));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    const icon = request.url().endsWith('/favicon.ico');
    if (!icon && request.url() !== server.url.href + path) complaints.push(request.url());
  });
  await page.goto(server.url.href + path);
  return { page, complaints };
}

function sideways(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

describe.each(PAGES)('%s', (name, path) => {
  test.each([
    [320, 'light'],
    [768, 'dark'],
    [1920, 'light'],
    [1920, 'dark'],
  ] as const)('is readable at %d px, %s', async (width, scheme) => {
    const { page, complaints } = await open(path, width, scheme);
    await page.screenshot({ path: `${PICTURES}/${name}-${width}-${scheme}.png`, fullPage: true });
    expect(await sideways(page)).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);
    // With the numbers of every chart in sight too.
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect(await sideways(page)).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('has no script, and is a page of headings, captions and names', async () => {
    const { page } = await open(path, 1280, 'light');
    const found = await page.evaluate(() => ({
      scripts: document.querySelectorAll('script, [onclick], [onerror], [onload]').length,
      images: document.querySelectorAll('img, link, iframe, object').length,
      firstHeadings: document.querySelectorAll('h1').length,
      tables: document.querySelectorAll('table').length,
      captions: document.querySelectorAll('table > caption').length,
      namelessCharts: document.querySelectorAll('svg:not([role=img][aria-label])').length,
    }));
    expect(found).toMatchObject({ scripts: 0, images: 0, firstHeadings: 1, namelessCharts: 0 });
    expect(found.tables).toBeGreaterThan(0);
    expect(found.captions).toBe(found.tables);
    await page.context().close();
  });
});

test('leads from the list of versions to a report, and within it', async () => {
  const { page } = await open('index.html', 1280, 'light');
  await page.getByRole('link', { name: 'v2' }).click();
  await page.waitForURL('**/v2/report/index.html');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
    'Data set chest, version v2',
  );
  await page.getByRole('link', { name: 'Calibration' }).click();
  expect(page.url()).toMatch(/#calibration$/);
  await page.context().close();
});

test('prints in black on white, without its links', async () => {
  const { page } = await open('v2/report/index.html', 794, 'dark');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.locator('nav').isVisible()).toBe(false);
  const colours = await page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body);
    return [color, backgroundColor];
  });
  expect(colours).toEqual(['rgb(20, 25, 30)', 'rgb(255, 255, 255)']);
  await page.screenshot({ path: `${PICTURES}/report-print.png`, fullPage: true });
  await page.context().close();
});
