import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from './harness';
import { demoFolder, type Site, serveSite } from './site-server';
import { drawn, keepScreenshot, seriousViolations, settled, watchedPage } from './watched-page';

let browser: Browser;
let site: Site;

/** Every view of the demo, by a name for its pictures: of what `score` made, one of each kind. */
function views(): readonly (readonly [name: string, fragment: string])[] {
  const studies = ['maps', 'scores'].flatMap((list) => {
    const text = readFileSync(`${demoFolder()}/${list}/index.json`, 'utf8');
    const all = (JSON.parse(text) as { studies: { study: string }[] }).studies;
    return list === 'maps' ? all : all.filter(({ study }) => study.endsWith('-PHANTOM'));
  });
  return [
    ['worklist', '#/'],
    ...studies.map(({ study }) => [study, `#/study/${study}`] as const),
    ['chest-v1', '#/dataset/chest/v1'],
    ['phantoms-v1', '#/dataset/phantoms/v1'],
  ];
}

beforeAll(async () => {
  site = await serveSite(demoFolder());
  browser = await startBrowser();
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

describe.each(views())('%s', (name, fragment) => {
  test.each(['dark', 'light'] as const)('is open to everyone in the %s theme', async (theme) => {
    const { page, open, complaints } = await watchedPage(browser, site, { theme });
    await open(fragment);
    await drawn(page);
    expect(await page.locator('#app-view').getAttribute('data-state')).toBe('open');
    await keepScreenshot(page, `${name}-${theme}`);
    expect(await seriousViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test.each([320, 768, 1280, 1920])('fits into %d px', async (width) => {
    const { page, open } = await watchedPage(browser, site, { width });
    await open(fragment);
    await drawn(page);
    const wide = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('main')].map(
        (element) => element.scrollWidth - element.clientWidth,
      ),
    );
    expect(wide).toEqual([0, 0]);
    expect(await page.locator('.app-banner').isVisible()).toBe(true);
    await keepScreenshot(page, `${name}-${width}`);
    await page.context().close();
  });

  test('opens from its own address, and is left without a trace', async () => {
    const { page, open, complaints } = await watchedPage(browser, site);
    await open(fragment);
    const title = await page.getByRole('heading', { level: 1 }).textContent();
    expect(await page.title()).toBe(`${title} - Radloom viewer`);
    await open(fragment === '#/' ? '#/dataset/chest/v1' : '#/');
    await page.goBack();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
    expect(await page.locator('dialog, .app-problem').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('says its keys', async () => {
    const { page, open } = await watchedPage(browser, site);
    await open(fragment);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await keepScreenshot(page, `${name}-keys`);
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });
});

test.each(views())('%s shows by WebGL', async (name, fragment) => {
  const { page, open, complaints } = await watchedPage(browser, site, { renderer: 'webgl2' });
  await open(fragment);
  await drawn(page);
  const kinds = await page
    .locator('canvas[data-renderer]')
    .evaluateAll((canvases) => canvases.map(({ dataset }) => dataset.renderer));
  expect(kinds).toEqual(fragment.startsWith('#/study/') ? ['webgl2'] : []);
  await keepScreenshot(page, `${name}-webgl`);
  expect(complaints).toEqual([]);
  await page.context().close();
});

describe('without WebGL', () => {
  test.each(views())('%s shows all the same', async (name, fragment) => {
    const plain = await startBrowser('none');
    const { page, open, complaints } = await watchedPage(plain, site);
    await open(fragment);
    await drawn(page);
    expect(await page.locator('#app-view').getAttribute('data-state')).toBe('open');
    expect(await page.locator('canvas[data-renderer=webgl2]').count()).toBe(0);
    await keepScreenshot(page, `${name}-no-webgl`);
    expect(complaints).toEqual([]);
    await plain.close();
  });
});

test('draws again after the graphics context was lost', async () => {
  const { page, open, complaints } = await watchedPage(browser, site, {
    renderer: 'webgl2',
    expected: /context/i,
  });
  await open('#/study/S-CAC-PHANTOM');
  await drawn(page);
  const canvas = page.locator('canvas[data-renderer=webgl2]').first();
  const drawsBefore = Number(await canvas.getAttribute('data-draws'));
  await canvas.evaluate((element: HTMLCanvasElement) => {
    const lose = element.getContext('webgl2')?.getExtension('WEBGL_lose_context');
    lose?.loseContext();
    setTimeout(() => lose?.restoreContext(), 200);
  });
  await expect.poll(() => canvas.getAttribute('data-lost')).toBe('');
  await expect.poll(() => canvas.getAttribute('data-lost')).toBeNull();
  await expect
    .poll(async () => Number(await canvas.getAttribute('data-draws')))
    .toBeGreaterThan(drawsBefore);
  expect(complaints).toEqual([]);
});

test('goes on after a crash of a script that nobody caught', async () => {
  const { page, open } = await watchedPage(browser, site, { expected: /not caught/ });
  await open('#/');
  await page.evaluate(() => setTimeout(() => void Promise.reject(new Error('a bug')), 0));
  await page.getByRole('button', { name: 'Dismiss: a bug' }).click();
  expect(await page.locator('.app-problem').count()).toBe(0);
  expect(await settled(page)).toBe('open');
});
