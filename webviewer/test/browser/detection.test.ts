import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFiles } from './dataset-serve';
import { serveSources, startBrowser } from './harness';
import { tinyDetection } from './mammography-files';
import { drawn, keepScreenshot, seriousViolations, watchedPage } from './watched-page';

let browser: Browser;
let sources: Awaited<ReturnType<typeof serveSources>>;

beforeAll(async () => {
  [browser, sources] = await Promise.all([startBrowser(), serveSources()]);
});

afterAll(async () => {
  await browser?.close();
  await sources?.server.close();
});

interface Opened {
  readonly scores?: readonly number[];
  readonly summary?: object;
  readonly theme?: 'dark' | 'light';
  readonly width?: number;
}

async function open(fragment: string, opened: Opened = {}) {
  const { scores = [0.834, 0.5], summary, ...look } = opened;
  const watched = await watchedPage(browser, { url: sources.url, stop: async () => {} }, look);
  const said = summary ?? { lesions: scores.length, highestConfidence: Math.max(...scores) };
  await serveFiles(watched.page, tinyDetection(scores, said));
  await watched.open(fragment);
  await drawn(watched.page);
  return { ...watched, close: () => watched.page.context().close() };
}

test('shows images side by side with their findings, and no BI-RADS that nobody gave', async () => {
  const { page, complaints, close } = await open('#/study/D');
  const panes = page.locator('[data-pane]');
  expect(await panes.count()).toBe(2);
  await expect
    .poll(async () => (await panes.nth(1).getAttribute('aria-label')) ?? '')
    .toMatch(/^Image 2/);
  const [first, second] = await Promise.all([
    panes.nth(0).boundingBox(),
    panes.nth(1).boundingBox(),
  ]);
  expect(second?.y).toBe(first?.y);
  expect(second?.x).toBeGreaterThan(first?.x ?? 0);
  expect(await page.locator('[data-test=birads]').count()).toBe(0);
  expect(await page.locator('[data-test=lesions]').textContent()).toBe('2 lesions');
  expect(await page.locator('[data-test=model]').textContent()).toContain('tiny-net 3');
  expect(await page.locator('[data-test=findings] tbody tr').count()).toBe(2);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Lesion detection D');
  expect(complaints).toEqual([]);
  await close();
});

test('goes to a finding by keyboard, and hides those below a confidence', async () => {
  const { page, close } = await open('#/study/D');
  await page.getByRole('button', { name: /Go to Image 2 nodule/ }).focus();
  await page.keyboard.press('Enter');
  // The middle of the box 40, 20, 10 x 12 is 45, 26.
  const pane = page.locator('[data-pane=image-1]');
  await expect
    .poll(() => pane.getAttribute('aria-label'))
    .toContain('crosshair at voxel 45, 26, 0');
  await page.getByLabel('Confidence from').fill('60');
  expect(await page.locator('[data-test=findings] tbody tr').count()).toBe(1);
  await page.keyboard.press('e');
  await expect.poll(() => page.locator('[data-pane]:visible').count()).toBe(1);
  await close();
});

test('gives BI-RADS where the job did', async () => {
  const summary = { biRads: 4, biRadsName: 'suspicious', lesions: 2, highestConfidence: 0.834 };
  const { page, close } = await open('#/study/D', { summary });
  expect(await page.locator('[data-test=birads]').textContent()).toBe('BI-RADS 4: suspicious');
  await close();
});

test('stands in the worklist with lesions and confidence, under a kind of its own', async () => {
  const { page, close } = await open('#/');
  const row = page.getByRole('row').filter({ hasText: 'Lesion detection' });
  expect(await row.textContent()).toContain('2 lesions, highest confidence 0.83');
  await page.getByLabel('Kind').selectOption({ label: 'Lesion detection' });
  expect(await row.count()).toBe(1);
  await page.getByLabel('Kind').selectOption({ label: 'Cardiac function' });
  expect(await row.count()).toBe(0);
  await close();
});

test.each([
  ['dark', 1280],
  ['light', 1280],
  ['dark', 390],
  ['light', 390],
] as const)('fits, and is open to everyone, in the %s theme at %i px', async (theme, width) => {
  const { page, complaints, close } = await open('#/study/D', { theme, width });
  expect(await seriousViolations(page)).toEqual([]);
  const main = page.locator('.app-main');
  expect(await main.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  await keepScreenshot(page, `detection-${width}-${theme}`);
  expect(complaints).toEqual([]);
  await close();
});
