import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFiles } from './dataset-serve';
import { type Graphics, serveSources, startBrowser } from './harness';
import { type StudyOptions, tinyMammography } from './mammography-files';
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
  readonly study?: StudyOptions;
  readonly theme?: 'dark' | 'light';
  readonly width?: number;
  readonly expected?: RegExp;
  readonly on?: Browser;
}

async function open(query = '', { study = {}, on = browser, ...look }: Opened = {}) {
  const site = { url: sources.url, stop: async () => {} };
  const watched = await watchedPage(on, site, look);
  await serveFiles(watched.page, tinyMammography(study));
  await watched.open(`#/study/MG${query}`);
  await drawn(watched.page);
  return { ...watched, close: () => watched.page.context().close() };
}

/** Gray on the screen at a part of a pane's width and height. */
async function grayAt(page: Page, pane: number, across: number, down: number): Promise<number[]> {
  const shot = await page.locator(`[data-pane=image-${pane}]`).screenshot();
  const { data, width, height } = PNG.sync.read(shot);
  const at = 4 * (Math.floor(height * down) * width + Math.floor(width * across));
  return [...data.subarray(at, at + 3)];
}

const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];

test('hangs the chest walls against each other, right breast on the left', async () => {
  const { page, complaints, close } = await open('?heat=0');
  // A tenth of the pane's width from the middle is chest wall, white, in either pane.
  await expect.poll(() => grayAt(page, 0, 0.97, 0.5)).toEqual(WHITE);
  expect(await grayAt(page, 1, 0.03, 0.5)).toEqual(WHITE);
  expect(await grayAt(page, 0, 0.03, 0.5)).toEqual(BLACK);
  // 1000 in a window of width 2000 around 1000: (0.5 / 1999 + 0.5) * 255 = 127.6 (DICOM PS3.3
  // C.11.2.1.2.1).
  expect(await grayAt(page, 1, 0.25, 0.9)).toEqual([128, 128, 128]);
  const labels = page.locator('[data-pane]');
  await expect
    .poll(async () => (await labels.nth(0).getAttribute('aria-label'))?.slice(0, 4))
    .toBe('R CC');
  expect(complaints).toEqual([]);
  await keepScreenshot(page, 'mammography');
  await close();
});

test('stretches the heat map over the image and mirrors it with it', async () => {
  const { page, close } = await open('?heat=100');
  // The heat map is 1 where x is low: at the wall, which the mirrored R CC has on the right. Its
  // hottest colour is white; on the left half it is 0 and nothing is drawn.
  await expect.poll(() => grayAt(page, 0, 0.97, 0.5)).toEqual(WHITE);
  await page.keyboard.press('i');
  // Inverted, the wall is black below the heat map, which stays white; L CC has none.
  await expect.poll(() => grayAt(page, 1, 0.03, 0.5)).toEqual(BLACK);
  expect(await grayAt(page, 0, 0.97, 0.5)).toEqual(WHITE);
  await close();
});

test('gives BI-RADS from the highest confidence, with the model and what it is for', async () => {
  const { page, close } = await open();
  expect(await page.locator('[data-test=birads]').textContent()).toBe('BI-RADS 4: suspicious');
  const model = await page.locator('[data-test=model]').textContent();
  expect(model).toContain('Computed by tiny-net 3. Not for diagnosis.');
  expect(model).toContain('Intended use of the model: tests of the viewer.');
  expect(await page.getByText('made up').count()).toBe(0);
  expect(await page.getByRole('alert').filter({ hasText: 'BI-RADS' }).count()).toBe(0);
  await close();
});

test('says so where the summary has another BI-RADS', async () => {
  const { page, close } = await open('', { study: { summaryBiRads: 2 } });
  expect(await page.getByRole('alert').filter({ hasText: 'BI-RADS 2' }).count()).toBe(1);
  await close();
});

test('goes to a finding from the table by keyboard', async () => {
  const { page, close } = await open();
  await page.getByRole('button', { name: /Go to L CC calcification/ }).focus();
  await page.keyboard.press('Enter');
  // The middle of the box 40, 20, 10 x 12 is 45, 26.
  const pane = page.locator('[data-pane=image-1]');
  await expect
    .poll(() => pane.getAttribute('aria-label'))
    .toContain('crosshair at voxel 45, 26, 0');
  expect(await pane.evaluate((one) => one === document.activeElement)).toBe(true);
  await keepScreenshot(page, 'mammography-finding');
  await close();
});

test('hides findings below the confidence asked for', async () => {
  const { page, close } = await open();
  const rows = page.locator('[data-test=findings] tbody tr');
  expect(await rows.count()).toBe(2);
  await page.getByLabel('Confidence from').fill('60');
  expect(await rows.count()).toBe(1);
  expect(await rows.textContent()).toContain('mass');
  await expect.poll(() => page.url()).toContain('confidence=60');
  await close();
});

test('enlarges an image and goes back, by keyboard and by double click', async () => {
  const { page, close } = await open();
  const shown = () => page.locator('[data-pane]:visible').count();
  await page.locator('[data-pane=image-3]').focus();
  await page.keyboard.press('e');
  await expect.poll(shown).toBe(1);
  await expect.poll(() => page.url()).toContain('image=4');
  await page.keyboard.press('e');
  await expect.poll(shown).toBe(4);
  await page.locator('[data-pane=image-2]').dblclick();
  await expect.poll(shown).toBe(1);
  expect(await page.locator('[data-pane=image-2]').isVisible()).toBe(true);
  await close();
});

test('takes window and enlarged image from the URL', async () => {
  const { page, close } = await open('?center=500&width=10&image=2&heat=0');
  expect(await page.locator('[data-pane]:visible').count()).toBe(1);
  // 1000 lies above 495 to 505.
  await expect.poll(() => grayAt(page, 1, 0.5, 0.9)).toEqual(WHITE);
  await close();
});

test('zooms the other images with one once they are linked', async () => {
  const { page, close } = await open('?heat=0');
  await expect.poll(() => grayAt(page, 3, 0.03, 0.5)).toEqual(WHITE);
  await page.getByRole('button', { name: 'Link zoom' }).click();
  await page.locator('[data-pane=image-0]').focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press('+');
  // 1.25^12 is 14.6 times as large: only the tissue in the middle is left.
  await expect.poll(() => grayAt(page, 3, 0.03, 0.5)).toEqual([128, 128, 128]);
  await close();
});

test('shows the other images where one is missing, and says which', async () => {
  const { page, complaints, close } = await open('?heat=0', {
    study: { missing: 'r-mlo.nii.gz' },
    expected: /404/,
  });
  await expect.poll(() => grayAt(page, 3, 0.03, 0.5)).toEqual(WHITE);
  expect(await page.locator('#app-problems').textContent()).toContain('r-mlo.nii.gz');
  expect(await page.locator('[data-test=memory]').textContent()).toContain('3 of 4 images');
  expect(complaints).toEqual([]);
  await close();
});

test('looks the same without WebGL', async () => {
  const without = await startBrowser('none' satisfies Graphics);
  const { page, close } = await open('?heat=0', { on: without });
  await expect.poll(() => grayAt(page, 0, 0.97, 0.5)).toEqual(WHITE);
  expect(await grayAt(page, 1, 0.25, 0.9)).toEqual([128, 128, 128]);
  await close();
  await without.close();
});

test('has no serious accessibility violation in either theme', async () => {
  for (const theme of ['dark', 'light'] as const) {
    const { page, close } = await open('', { theme });
    expect(await seriousViolations(page)).toEqual([]);
    await close();
  }
});

test.each([320, 768, 1920])('needs no sideways scrolling at %i px', async (width) => {
  const { page, close } = await open('', { width });
  const overflow = await page
    .locator('.app-main')
    .evaluate((main) => main.scrollWidth - main.clientWidth);
  expect(overflow).toBe(0);
  await close();
});
