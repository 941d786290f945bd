import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from './harness';
import { demoFolder, type Site, serveSite } from './site-server';
import { keepScreenshot, settled, watchedPage } from './watched-page';

let browser: Browser;
let site: Site;
/** All that were started, to be stopped even when a test fails. */
const sites: Site[] = [];

async function serve(folder: string): Promise<Site> {
  const started = await serveSite(folder);
  sites.push(started);
  return started;
}

beforeAll(async () => {
  site = await serve(demoFolder());
  browser = await startBrowser();
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all(sites.map((started) => started.stop()));
});

/** Waits until the keys' sheet is gone. A closed dialog has no role any more, and may keep the focus. */
async function leftTheSheet(page: Page): Promise<void> {
  await page.locator('dialog').waitFor({ state: 'detached' });
}

const names = "table:has(caption:text-is('Studies')) tbody th a";

test('lists the studies of the demo with their results, and its dataset version', async () => {
  const { page, open, complaints } = await watchedPage(browser, site);
  await open('');
  const row = page.getByRole('row', { name: 'S-CAC-PHANTOM' });
  await expect.poll(() => row.textContent()).toContain('Agatston 500.1 · >400 · A3/N4');
  expect(await page.getByRole('row', { name: 'S-CTP-STROKE' }).textContent()).toMatch(
    /CT perfusion[\s\S]*Tmax > 6 s \d+\.\d ml/,
  );
  const version = page.getByRole('row', { name: 'chest/v1' });
  expect(await version.textContent()).toMatch(/✓ latest[\s\S]*2,000/);
  expect(await page.locator('.app-banner').textContent()).toBe('Not for diagnostic use.');
  expect(await page.locator('.app-banner').isVisible()).toBe(true);
  expect(await page.title()).toBe('Worklist - Radloom viewer');
  expect(complaints).toEqual([]);
});

test('filters by words and by kind, and says how many are left', async () => {
  const { page, open } = await watchedPage(browser, site);
  await open('#/');
  const total = await page.locator(names).count();
  await page.getByLabel('Filter').fill('phantom agatston');
  expect(await page.locator(names).allInnerTexts()).toEqual(['S-CAC-PHANTOM']);
  expect(await page.getByText(`1 of ${total} studies`).count()).toBe(1);
  await page.getByLabel('Filter').fill('');
  await page.getByLabel('Kind').selectOption('CT perfusion');
  expect((await page.locator(names).allInnerTexts()).sort()).toEqual([
    'S-CTP-STROKE',
    'S-CTP-TILES',
  ]);
  await expect.poll(() => page.url()).toContain('#/?kind=perfusion');
});

test('sorts by every column, both ways, and says so', async () => {
  const { page, open } = await watchedPage(browser, site);
  await open('#/');
  for (const title of ['Study', 'Kind', 'Computed (UTC)', 'Result', 'Status', 'Flags']) {
    const header = page.getByRole('columnheader', { name: title });
    const first = await header.getAttribute('aria-sort');
    await header.getByRole('button').click();
    const second = await header.getAttribute('aria-sort');
    await header.getByRole('button').click();
    const third = await header.getAttribute('aria-sort');
    expect([second, third].sort()).toEqual(['ascending', 'descending']);
    expect(first).not.toBe(second);
    expect(await page.locator('[aria-sort]').count()).toBe(1);
  }
  const study = page.getByRole('columnheader', { name: 'Study' });
  await study.getByRole('button').click();
  const down = await page.locator(names).allInnerTexts();
  await study.getByRole('button').click();
  expect(await page.locator(names).allInnerTexts()).toEqual(down.reverse());
});

test('is used by keyboard alone, and comes back to where it was', async () => {
  const { page, open } = await watchedPage(browser, site);
  await open('#/?sort=study&order=up');
  const focused = (): Promise<string | undefined> =>
    page.evaluate(() => document.activeElement?.textContent ?? undefined);
  await page.keyboard.press('/');
  await page.keyboard.type('s-c');
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('S-CAC-PHANTOM');
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('S-CTP-TILES');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain('#/study/S-CTP-STROKE');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('app-title');
  await page.goBack();
  await page.getByLabel('Filter').waitFor();
  expect(await page.getByLabel('Filter').inputValue()).toBe('s-c');
  await page.keyboard.press('j');
  expect(await focused()).toBe('S-CTP-TILES');
});

test('shows all keys, and none of them works while one types', async () => {
  const { page, open } = await watchedPage(browser, site);
  await open('#/');
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  expect(await sheet.getByText('Filter the studies').isVisible()).toBe(true);
  await keepScreenshot(page, 'keys');
  await page.keyboard.press('Escape');
  await leftTheSheet(page);
  await page.getByLabel('Filter').focus();
  await page.keyboard.type('?/Wj');
  expect(await page.getByLabel('Filter').inputValue()).toBe('?/Wj');
  expect(await sheet.count()).toBe(0);
});

test('leaves single keys alone when the user says so', async () => {
  const { page, open } = await watchedPage(browser, site);
  await open('#/');
  await page.keyboard.press('?');
  await page.getByLabel('Letters, digits and signs work as keys').uncheck();
  await page.keyboard.press('Escape');
  await leftTheSheet(page);
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('INPUT');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('A');
});

test('keeps the theme, and stores nothing else', async () => {
  const { page, open } = await watchedPage(browser, site);
  await open('#/');
  await page.getByLabel('Filter').fill('S-CAC');
  await page.getByRole('button', { name: 'Light theme' }).click();
  await page.reload();
  await settled(page);
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).toBe(
    JSON.stringify({ 'radloom.view-settings': '{"theme":"light","singleKeys":true}' }),
  );
  expect(page.url()).not.toContain('S-CAC');
});

test('says what an address is that names nothing', async () => {
  const { page, open } = await watchedPage(browser, site);
  await open('#/patients');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('No such view');
  await open('#/study/S-GONE');
  expect(await page.locator('main').textContent()).toContain('There is no study S-GONE');
  await page.getByRole('link', { name: 'Back to the worklist' }).click();
  await page.getByLabel('Filter').waitFor();
});

test('says what it looked for in a folder with nothing in it', async () => {
  const folder = resolve(import.meta.dirname, '../../target/variants/nothing');
  mkdirSync(folder, { recursive: true });
  const empty = await serve(folder);
  const { page, open } = await watchedPage(browser, empty);
  await open('#/');
  expect(await page.locator('main').textContent()).toMatch(
    /catalog\.json[\s\S]*\.\/radloom demo[\s\S]*\.\/radloom view DIR/,
  );
  await keepScreenshot(page, 'worklist-nothing');
});

test('stays quick with ten thousand studies, and says why some have no result', async () => {
  const folder = resolve(import.meta.dirname, '../../target/variants/many');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const studies = Array.from({ length: 10_000 }, (_, i) => ({
    study: `S-${i}`,
    op: i % 2 === 0 ? 'agatston' : 'perfusion',
    folder: `studies/S-${i}`,
    status: 'finished',
    flags: [],
    summary: i % 2 === 0 ? { agatston: i } : { tmaxOver6sMl: i },
    computedAt: new Date(Date.UTC(2026, 0, 1, 0, i)).toISOString(),
  }));
  const rejected = [
    { source: 'x.nii.gz', reason: 'no_sidecar', message: 'there is no x.json beside it' },
  ];
  const failed = [
    { source: 'y.nii.gz', study: 'S-Y', reason: 'failed', message: 'the disk is full' },
  ];
  writeFileSync(
    `${folder}/index.json`,
    JSON.stringify({
      format: 'radloom-worklist/1',
      studies,
      rejected,
      failed,
      counts: { read: 10_002, finished: 10_000, skipped: 0, rejected: 1, failed: 1 },
    }),
  );
  const many = await serve(folder);
  const { page, open } = await watchedPage(browser, many);
  await open('#/?sort=study&order=up');
  expect(await page.locator(names).count()).toBe(100);
  await page.keyboard.press('End');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('S-9999');
  const longestMs = await page.evaluate(async () => {
    const filter = document.querySelector<HTMLInputElement>('#worklist-filter');
    if (!filter) throw new Error('no filter');
    const times: number[] = [];
    for (const text of ['s', 's-9', 's-99', 's-999', 'agatston']) {
      const start = performance.now();
      filter.value = text;
      filter.dispatchEvent(new Event('input'));
      document.body.getBoundingClientRect();
      times.push(performance.now() - start);
      await new Promise((next) => setTimeout(next));
    }
    return Math.max(...times);
  });
  // Generous for a busy machine; a table of all rows would take seconds.
  expect(longestMs).toBeLessThan(1000);
  expect(await page.getByText('5000 of 10000 studies').count()).toBe(1);
  expect(
    await page.getByText('10002 studies read = 10000 finished + 0 unchanged + 1 rejected').count(),
  ).toBe(1);
  expect(await page.getByRole('row', { name: 'x.nii.gz' }).textContent()).toContain(
    'there is no x.json beside it',
  );
  expect(await page.getByRole('row', { name: 'y.nii.gz' }).textContent()).toContain('failed');
  await keepScreenshot(page, 'worklist-many');
});
