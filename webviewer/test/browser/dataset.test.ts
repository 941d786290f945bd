import { gzipSync } from 'node:zlib';
import type { Browser, Locator, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tinyVersion, type VersionOptions } from './dataset-files';
import { serveFiles } from './dataset-serve';
import { serveSources, startBrowser } from './harness';
import { keepScreenshot, seriousViolations, watchedPage } from './watched-page';

const TRAIN = 'datasets/tiny/v1/tfrecord/tiny-train.tfrecord-00000-of-00001';

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
  readonly version?: VersionOptions;
  readonly ranges?: boolean;
  readonly theme?: 'dark' | 'light';
  readonly width?: number;
  readonly expected?: RegExp;
}

async function open(query: string, { version = {}, ranges = true, ...look }: Opened = {}) {
  const site = { url: sources.url, stop: async () => {} };
  const watched = await watchedPage(browser, site, look);
  const traffic = await serveFiles(watched.page, tinyVersion(version), { ranges });
  await watched.open(`#/dataset/tiny/v1${query}`);
  return { ...watched, traffic, close: () => watched.page.context().close() };
}

/** Gray in the middle of a picture, where the test's images have no box. */
async function grayOf(picture: Locator): Promise<number | undefined> {
  const png = PNG.sync.read(await picture.screenshot());
  // The box ends at half of the height: three quarters down, in the middle.
  return png.data[4 * (Math.floor(png.height * 0.8) * png.width + Math.floor(png.width / 2))];
}

const pictures = (page: Page) => page.locator('[data-test=images] canvas');

test('says that counts add up, in a picture and a table', async () => {
  const { page, complaints, close } = await open('');
  // 2 + 1 + 2 + 1 + 3 + 3 + 4 + 14 = 30.
  expect(await page.locator('[data-test=balance]').textContent()).toBe(
    '✓ read 30 = sum 30: adds up',
  );
  // Ends with records: train, below cutoff, hard, unmatched, denied, duplicates, two reasons.
  await expect.poll(() => page.locator('.dataset-flow-band').count()).toBe(8);
  const row = page.getByRole('row', { name: /^Rejected: silence/ });
  expect(await row.textContent()).toBe('Rejected: silence26.7 %');
  expect(complaints).toEqual([]);
  await close();
});

test('says what is missing where a manifest was changed by hand', async () => {
  const { page, close } = await open('', { version: { duplicates: 0 } });
  expect(await page.getByRole('alert').textContent()).toBe(
    '✗ read 30 ≠ sum 28: does not add up, 2 records are not accounted for',
  );
  await expect.poll(() => page.locator('.dataset-flow-band.dataset-missing').count()).toBe(1);
  await close();
});

test('shows the pixels of the first page without fetching the whole shard', async () => {
  const { page, traffic, complaints, close } = await open('?tab=images', {
    version: { padding: 200_000 },
  });
  await expect.poll(() => grayOf(pictures(page).nth(11)), { timeout: 20_000 }).toBe(120);
  expect(await grayOf(pictures(page).first())).toBe(10);
  // 14 records of a little over 200,000 bytes; 12 of them lie in 5 blocks of 524,288, after a look
  // at the first 12 bytes.
  expect(traffic.sent.get(TRAIN)).toBe(5 * 524_288 + 12);
  expect(await page.locator('[data-test=where]').textContent()).toBe('Images 1 to 12 of 14');
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect.poll(() => grayOf(pictures(page).nth(1)), { timeout: 20_000 }).toBe(140);
  expect(complaints).toEqual([]);
  await keepScreenshot(page, 'dataset-images');
  await close();
});

test.each([
  ['sends no ranges', { ranges: false }],
  ['has gzipped shards', { version: { pack: gzipSync } }],
] as const)('shows the pixels where the server %s', async (_name, options) => {
  const { page, close } = await open('?tab=images', options);
  await expect.poll(() => grayOf(pictures(page).nth(2)), { timeout: 20_000 }).toBe(30);
  await close();
});

test('tells of a damaged record in its card and shows the others', async () => {
  const damage = (shard: Buffer) => {
    // Inside the data of the first record.
    shard[40] = (shard[40] ?? 0) ^ 1;
  };
  const { page, close } = await open('?tab=images', { version: { damage } });
  const first = page.locator('[data-test=images] li').first();
  await expect
    .poll(() => first.locator('.dataset-image-note').textContent())
    .toContain('record 0: the checksum of a record is wrong');
  await expect.poll(() => grayOf(pictures(page).nth(1)), { timeout: 20_000 }).toBe(20);
  await close();
});

test('draws boxes and says why where the version refers to its images', async () => {
  const { page, close } = await open('?tab=images', { version: { withPixels: false } });
  const note = page.locator('[data-test=images] .dataset-image-note').first();
  await expect.poll(() => note.textContent()).toContain('--images=reference');
  await close();
});

test('filters by category and opens an image by keyboard alone', async () => {
  const { page, close } = await open('?tab=images&category=nodule');
  await expect.poll(() => pictures(page).count()).toBe(1);
  const button = page.getByRole('button', { name: /^Image 101/ });
  await button.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('heading').textContent()).toBe('Image 101');
  const cells = await dialog.locator('tbody tr').nth(1).locator('th, td').allTextContents();
  expect(cells).toEqual(['nodule', 'ground truth', '0, 0, 5, 30', '150', 'mask', '']);
  expect(await dialog.locator('tbody tr').count()).toBe(3);
  await keepScreenshot(page, 'dataset-dialog');
  await page.keyboard.press('Escape');
  await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true);
  await close();
});

test('keeps the arrow keys in an image that is the first of its page', async () => {
  const { page, close } = await open('?tab=images');
  const first = page.locator('[data-test=images] button').first();
  await first.focus();
  await page.keyboard.press('Enter');
  const heading = page.getByRole('dialog').getByRole('heading');
  const before = await heading.textContent();
  await page.keyboard.press('ArrowLeft');
  expect(await heading.textContent()).toBe(before);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => heading.textContent()).not.toBe(before);
  await close();
});

test('draws a mask over the columns that it covers', async () => {
  const { page, close } = await open('?tab=images&category=nodule');
  const shot = async () => PNG.sync.read(await pictures(page).first().screenshot());
  // Two pixels in, where no box is: gray 20, under 40 % of #ffb74d that is 20 + 0.4 * 235 = 114.
  const redAtLeft = async () => {
    const { data, width, height } = await shot();
    return data[4 * (Math.floor(height * 0.8) * width + Math.floor(width * 0.06))];
  };
  await expect.poll(redAtLeft, { timeout: 20_000 }).toBe(114);
  await page.getByLabel('Masks').uncheck();
  await expect.poll(redAtLeft).toBe(20);
  await close();
});

test('goes through the tabs by arrow keys and keeps the tab in the URL', async () => {
  const { page, close } = await open('');
  await page.getByRole('tab', { name: 'Counts' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Splits');
  await page.keyboard.press('End');
  expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Files');
  await expect.poll(() => page.url()).toContain('tab=files');
  await close();
});

test('gives the scores of all splits, with the cells that are empty', async () => {
  const { page, close } = await open('?tab=scores');
  const confidence = page.locator('[data-test=score-confidence] > p');
  await expect
    .poll(() => confidence.textContent())
    .toBe('7 values, mean 0.5000, median 0.5000, 7 without a value');
  expect(await page.locator('[data-test=score-accuracy] > p').textContent()).toBe(
    '14 values, mean 1.0000, median 1.0000, cutoff 0.9000',
  );
  await close();
});

test('answers why records were rejected, by reason', async () => {
  const { page, close } = await open('?tab=rejects&reason=silence');
  const table = page.getByRole('table', { name: /rejected\.jsonl, silence: 2 of 2/ });
  await table.waitFor();
  expect(await table.locator('tbody tr').count()).toBe(2);
  await page.getByLabel('Reason', { exact: true }).selectOption('too_few_words');
  const cells = page.getByRole('table', { name: /too few words: 1 of 1/ }).locator('tbody tr');
  expect(await cells.locator('th, td').allTextContents()).toEqual([
    'transcription',
    'too few words',
    'a.jsonl',
    '3',
  ]);
  await close();
});

test('has no serious accessibility violation in any tab and either theme', async () => {
  for (const theme of ['dark', 'light'] as const) {
    const { page, complaints, close } = await open('', { theme });
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await expect.poll(() => page.locator('.app-progress').count()).toBe(0);
      expect(await seriousViolations(page)).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await close();
  }
}, 120_000);

test.each([320, 768, 1920])('needs no sideways scrolling at %i px', async (width) => {
  const { page, close } = await open('', { width });
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    const overflow = await page
      .locator('.app-main')
      .evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(overflow).toBe(0);
  }
  await close();
});
