import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HeartOptions, SLICE, tinyHeart } from './cardiac-files';
import { serveFiles } from './dataset-serve';
import { type Graphics, serveSources, startBrowser } from './harness';
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

interface Opened extends HeartOptions {
  readonly theme?: 'dark' | 'light';
  readonly width?: number;
  readonly height?: number;
  readonly expected?: RegExp;
  readonly on?: Browser;
}

async function open(query = '', { on = browser, ...opened }: Opened = {}) {
  const site = { url: sources.url, stop: async () => {} };
  const watched = await watchedPage(on, site, opened);
  const heart = tinyHeart(opened);
  await serveFiles(watched.page, heart.files);
  await watched.open(`#/study/H${query}`);
  await drawn(watched.page);
  await watched.page.locator('[data-pane=phase-2]').waitFor();
  return { ...watched, heart, close: () => watched.page.context().close() };
}

/** Colours of a pane that no gray is near, by how many pixels they fill. */
async function colouredPixels(page: Page, pane: number): Promise<number> {
  const shot = await page.locator(`[data-pane=phase-${pane}]`).screenshot();
  const { data } = PNG.sync.read(shot);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    const [r = 0, g = 0, b = 0] = data.subarray(i, i + 3);
    // The line of the first chamber is #ffd54a.
    if (Math.abs(r - 255) < 30 && Math.abs(g - 213) < 30 && Math.abs(b - 74) < 40) count++;
  }
  return count;
}

function label(page: Page, pane: number): Promise<string | null> {
  return page.locator(`[data-pane=phase-${pane}]`).getAttribute('aria-label');
}

test('gives volumes, stroke and ejection fraction with units, as the job wrote them', async () => {
  const { page, complaints, close } = await open();
  const shown = (name: string) => page.locator(`[data-test=${name}]`);
  // 4753 and 1431 voxels of 0.016 ml are 76.048 and 22.896 ml, which the job writes in hundredths;
  // 76.05 - 22.90 = 53.15, and 53.15 / 76.05 = 69.89 %.
  expect(await shown('edv').textContent()).toBe('76.1 ml');
  expect(await shown('edv').getAttribute('data-value')).toBe('76.05');
  expect(await shown('esv').textContent()).toBe('22.9 ml');
  expect(await shown('sv').textContent()).toBe('53.2 ml');
  expect(await shown('ef').textContent()).toBe('69.9 %');
  expect(await shown('model').textContent()).toContain(
    'Computed by tiny-pool 2. Not for diagnosis.Intended use of the model: tests of the viewer.',
  );
  expect(await shown('checks').textContent()).toContain('✓ The masks hold these volumes');
  expect(await shown('job').textContent()).toContain('4 of 4 match');
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

test('shows both phases at the slice with most of the ventricle, in outline', async () => {
  const { page, close } = await open();
  await expect
    .poll(() => label(page, 1))
    .toMatch(new RegExp(`^End diastole, slice ${SLICE + 1} of 20, window width 700, level 200`));
  expect(await label(page, 2)).toMatch(new RegExp(`^End systole, slice ${SLICE + 1} of 20`));
  const [diastole, systole] = [await colouredPixels(page, 1), await colouredPixels(page, 2)];
  // Outlines of 25 and 17 voxels each way: half as long again, as far as pixels tell.
  expect(systole).toBeGreaterThan(100);
  expect(diastole / systole).toBeGreaterThan(1.25);
  expect(diastole / systole).toBeLessThan(2);
  await page.keyboard.press('m');
  await expect.poll(() => colouredPixels(page, 1)).toBe(0);
  await expect.poll(() => page.url()).toContain('hide=outlines');
  await close();
});

test('turns the slices of both phases together, by slider, keys and wheel', async () => {
  const { page, close } = await open();
  const both = async () => [await label(page, 1), await label(page, 2)];
  const slices = (slice: number) => [
    expect.stringContaining(`slice ${slice} of 20`),
    expect.stringContaining(`slice ${slice} of 20`),
  ];
  await page.locator('[data-test=slice-1]').fill('4');
  await expect.poll(both).toEqual(slices(4));
  await page.keyboard.press('n');
  await expect.poll(both).toEqual(slices(5));
  await page.locator('[data-pane=phase-2]').hover();
  await page.mouse.wheel(0, 100);
  await expect.poll(both).toEqual(slices(6));
  await page.locator('[data-pane=phase-1]').focus();
  await page.keyboard.press('PageUp');
  await expect.poll(both).toEqual(slices(5));
  await expect.poll(() => page.url()).toMatch(/at=\d+(,|%2C)\d+(,|%2C)4/);
  expect(await page.locator('[data-test=slice-1]').inputValue()).toBe('5');
  await page.locator('[data-test=largest]').click();
  await expect.poll(both).toEqual(slices(SLICE + 1));
  await close();
});

test('cuts along other planes, and keeps plane and window in the link', async () => {
  const { page, close } = await open();
  await page.keyboard.press('c');
  await expect.poll(() => label(page, 1)).toContain('of 36');
  expect(await page.locator('[data-test=coronal]').getAttribute('aria-pressed')).toBe('true');
  expect(await page.locator('[data-test=slice-1]').getAttribute('max')).toBe('36');
  await page.keyboard.press('2');
  await expect.poll(() => label(page, 2)).toContain('window width 400, level 40');
  await expect.poll(() => page.url()).toContain('plane=coronal');
  await keepScreenshot(page, 'cardiac-coronal');
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await expect.poll(() => label(page, 2)).toMatch(/of 36, window width 400, level 40/);
  await close();
});

test('tells attenuation and chamber under the pointer, in both phases', async () => {
  const { page, close } = await open();
  const readout = page.locator('[data-test=readout]');
  await expect
    .poll(() => readout.textContent())
    .toBe('End diastole: 350 HU, left ventricle · End systole: 350 HU, left ventricle');
  // 10 voxels from the middle: inside of the radius 12, outside of 8.
  await page.locator('[data-pane=phase-1]').focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowLeft');
  await expect
    .poll(() => readout.textContent())
    .toBe('End diastole: 350 HU, left ventricle · End systole: 100 HU');
  await close();
});

test('shows pictures with their outlines where the job copied no volumes', async () => {
  const { page, complaints, close } = await open('', { withoutVolumes: true });
  expect(await page.getByText('--copyVolumes=false').count()).toBe(1);
  expect(await page.locator('[data-test=slice-1], [data-test=coronal]').count()).toBe(0);
  await expect.poll(() => label(page, 1)).toMatch(/^End diastole, window width 700/);
  await expect.poll(() => colouredPixels(page, 2)).toBeGreaterThan(100);
  // 350 HU is 182 of 255, and back 349.6 HU.
  await expect
    .poll(() => page.locator('[data-test=readout]').textContent())
    .toContain('End diastole: about 350 HU, left ventricle');
  expect(await page.locator('[data-test=job]').textContent()).toContain('4 of 4 match');
  expect(complaints).toEqual([]);
  await keepScreenshot(page, 'cardiac-pictures');
  await close();
});

test('takes the picture where a volume is missing, and says which', async () => {
  const { page, complaints, close } = await open('', {
    missing: ['end-systole.nii.gz'],
    expected: /404/,
  });
  expect(await page.locator('#app-problems').textContent()).toContain('end-systole.nii.gz');
  await expect.poll(() => label(page, 1)).toContain('of 20');
  await expect.poll(() => label(page, 2)).toMatch(/^End systole, window/);
  expect(complaints).toEqual([]);
  await close();
});

test('puts flags in words, and says where a mask holds something else', async () => {
  const { page, close } = await open('', {
    systolicRadius: 14,
    flags: ['end_systole_exceeds_end_diastole'],
    saidMl: 1,
  });
  expect(await page.locator('[data-test=flags]').textContent()).toContain('may be swapped');
  expect(await page.locator('[data-test=fraction]').textContent()).toMatch(
    /Ejection fraction -\d+\.\d %/,
  );
  await page.getByRole('alert').filter({ hasText: 'at end systole: the mask holds' }).waitFor();
  await close();
});

test('stands in the worklist with its ejection fraction', async () => {
  const { page, open: go, heart, close } = await open();
  await go('#/');
  const row = page.getByRole('row').filter({ hasText: 'Cardiac function' });
  expect(await row.textContent()).toContain(`EF ${heart.ejectionFractionPercent.toFixed(1)} %`);
  await close();
});

test('looks the same without WebGL', async () => {
  const without = await startBrowser('none' satisfies Graphics);
  const { page, close } = await open('', { on: without });
  await expect.poll(() => colouredPixels(page, 2)).toBeGreaterThan(100);
  await close();
  await without.close();
});

test.each([
  ['dark', 1280],
  ['light', 1280],
  ['dark', 390],
  ['light', 390],
] as const)('fits, and is open to everyone, in the %s theme at %i px', async (theme, width) => {
  const { page, complaints, close } = await open('', { theme, width });
  expect(await seriousViolations(page)).toEqual([]);
  const main = page.locator('.app-main');
  expect(await main.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  await keepScreenshot(page, `cardiac-${width}-${theme}`);
  expect(complaints).toEqual([]);
  await close();
});
