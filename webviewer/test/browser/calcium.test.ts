import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { writeStudies } from './calcium-study';
import { serveSources, startBrowser } from './harness';

/** Several pages a test, each transformed by the dev server. */
const SLOW_MS = 180_000;

const SCREENSHOTS = resolve(import.meta.dirname, '../../target/screenshots');

let folder: string;
let url: string;
let browser: Browser;
let stopServer: () => Promise<void>;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'radloom-calcium-'));
  const data = join(folder, 'data');
  mkdirSync(join(data, 'maps'), { recursive: true });
  const catalog = { format: 'radloom-catalog/1', worklists: ['maps/'], datasets: [] };
  writeFileSync(join(data, 'catalog.json'), JSON.stringify(catalog));
  writeStudies(join(data, 'maps'), [
    { study: 'S-MASKED' },
    { study: 'S-UNMASKED', masked: false },
    { study: 'S-NO-COPIES', copyVolumes: false },
    { study: 'S-BAD-LABELS', damaged: 'labels.nii.gz' },
    { study: 'S-BAD-VOLUME', damaged: 'volume.nii.gz' },
    { study: '研究-7' },
  ]);
  process.env.RADLOOM_VIEWER_PUBLIC = folder;
  const served = await serveSources();
  delete process.env.RADLOOM_VIEWER_PUBLIC;
  url = served.url;
  stopServer = () => served.server.close();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await stopServer?.();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

/** Opens a study and waits for its live score, if it gets one. */
async function open(
  study: string,
  { settings = '', live = true, width = 1280, from = browser, packed = false } = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await from.newContext({
    viewport: { width, height: 800 },
    acceptDownloads: true,
  });
  if (packed) {
    // The dev server says Content-Encoding: gzip, so that the browser unpacks; most servers don't.
    await context.route('**/data/**/*.gz', async (route) => {
      const file = join(folder, new URL(route.request().url()).pathname);
      await route.fulfill({ body: readFileSync(file), contentType: 'application/gzip' });
    });
  }
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${url}#/study/${encodeURIComponent(study)}${settings}`);
  await page.locator('[data-test=results]').waitFor();
  if (live) {
    await waitForSource(page, /^Computed here/);
  }
  return { page, complaints };
}

function waitForSource(page: Page, pattern: RegExp): Promise<void> {
  return page.locator('[data-test=source]').filter({ hasText: pattern }).waitFor();
}

function total(page: Page): Promise<string | null> {
  return page.locator('[data-test=total]').getAttribute('value');
}

/** Pixels of the images whose hue is that of an artery's colour, by artery. */
async function coloured(page: Page): Promise<Record<'LM' | 'LAD' | 'LCX' | 'RCA', number>> {
  // Two frames: one that marks dropped islands, and one that shows it.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  await page.waitForTimeout(200);
  const png = PNG.sync.read(await page.locator('[data-test=stage] .stage-surface').screenshot());
  const counts = { LM: 0, LAD: 0, LCX: 0, RCA: 0 };
  for (let i = 0; i < png.data.length; i += 4) {
    const [r, g, b] = [png.data[i] ?? 0, png.data[i + 1] ?? 0, png.data[i + 2] ?? 0];
    if (b > r + 60 && b > g + 40 && g < 150) counts.LCX++;
    else if (g > r + 40 && g > b + 40) counts.RCA++;
    else if (r > g + 50 && r > b + 50) counts.LAD++;
    else if (r > b + 60 && g > b + 60) counts.LM++;
  }
  return counts;
}

describe('the live score', () => {
  test('equals the job’s at its threshold, and follows the slider', async () => {
    const { page, complaints } = await open('S-MASKED');
    expect(await total(page)).toBe('30');
    expect(await page.locator('[data-test=category]').textContent()).toBe('11-100 (mild)');
    expect(await page.locator('[data-test=cac-drs]').textContent()).toBe('A1/N2');
    expect(await page.locator('[data-test=lesion]').count()).toBe(2);

    // By keyboard: 30 steps down from 130, to where LCX adds 20 * 0.25 * 1 = 5.
    await page.locator('[data-test=threshold-slider]').focus();
    for (let i = 0; i < 30; i++) await page.keyboard.press('ArrowLeft');
    await waitForSource(page, /at 100 HU/);
    expect(await total(page)).toBe('35');
    expect(await page.locator('[data-test=cac-drs]').textContent()).toBe('A1/N3');
    expect(await page.locator('[data-test=threshold-notice]').textContent()).toContain(
      'Non-standard threshold: 100 HU',
    );
    expect(await page.locator('[data-flag=threshold_not_130]').count()).toBe(1);

    await page.locator('[data-test=threshold-number]').fill('260');
    await page.keyboard.press('Enter');
    await waitForSource(page, /at 260 HU/);
    expect(await total(page)).toBe('20');

    await page.locator('[data-test=threshold-reset]').click();
    await waitForSource(page, /at 130 HU/);
    expect(await total(page)).toBe('30');
    expect(await page.locator('[data-test=threshold-notice]').textContent()).toBe('');
    expect(complaints).toEqual([]);
  });

  test('shows the total of everything dense, and no grades, without artery labels', async () => {
    const { page, complaints } = await open('S-UNMASKED');
    expect(await total(page)).toBe('30');
    expect(await page.locator('[data-test=category]').textContent()).toContain('no artery labels');
    const rows = page.locator('[data-test=arteries] tr');
    expect(await rows.evaluateAll((all) => all.map((row) => row.dataset.artery))).toEqual([
      undefined,
      'ALL',
    ]);
    expect(await page.locator('[data-flag=unmasked]').textContent()).toContain('no clinical score');
    expect(complaints).toEqual([]);
  });
});

describe('the images', () => {
  // Voxels in the middle of LAD, RCA, LCX and LM: each is in a slice of its own.
  test.each(['software-gl', 'none'] as const)(
    'colour what counts, with %s',
    async (graphics) => {
      const own = graphics === 'none' ? await startBrowser('none') : browser;
      try {
        const lad = (await open('S-MASKED', { settings: '?at=8,22,2', from: own })).page;
        expect((await coloured(lad)).LAD).toBeGreaterThan(100);
        expect(await coloured(lad)).toMatchObject({ LCX: 0, LM: 0 });

        const lcx = (await open('S-MASKED', { settings: '?at=12,5,1&hu=100', from: own })).page;
        expect((await coloured(lcx)).LCX).toBeGreaterThan(100);
        await lcx.locator('[data-test=threshold-number]').fill('101');
        await lcx.keyboard.press('Enter');
        await waitForSource(lcx, /at 101 HU/);
        expect((await coloured(lcx)).LCX).toBe(0);

        // Over the threshold, and too small to count.
        const lm = (await open('S-MASKED', { settings: '?at=31,6,3', from: own })).page;
        expect((await coloured(lm)).LM).toBe(0);

        await lad.locator('[data-test=opacity-LAD]').fill('0');
        expect((await coloured(lad)).LAD).toBe(0);
      } finally {
        if (own !== browser) await own.close();
      }
    },
    SLOW_MS,
  );

  test('go to a lesion by click, by Enter, and by key', async () => {
    const { page } = await open('S-MASKED', { settings: '?at=0,0,0' });
    const readout = page.locator('[data-test=readout]');
    const rows = page.locator('[data-test=lesion]');
    await rows.nth(1).click();
    expect(await readout.textContent()).toContain('250 HU · voxel 8, 22, 2');
    expect(await rows.nth(1).locator('button').getAttribute('aria-pressed')).toBe('true');

    await rows.nth(0).locator('button').focus();
    await page.keyboard.press('Enter');
    // x (28+31)/2 = 29.5, y (22+26)/2 = 24
    expect(await readout.textContent()).toContain('450 HU · voxel 30, 24, 4');
    expect(await readout.textContent()).toContain('R 15.0  A 12.0  H 12.0 mm');
    expect(await readout.textContent()).toContain('right coronary artery');

    await page.keyboard.press('n');
    expect(await readout.textContent()).toContain('voxel 8, 22, 2');
  });

  test('take windows from keys and buttons, and settings from a link', async () => {
    const { page } = await open('S-MASKED', { settings: '?at=8,22,2&window=90/33&hu=99.5' });
    const window = page.locator('[data-test=window]');
    expect(await window.textContent()).toBe('W/L 90/33 HU');
    expect(await page.locator('[data-test=threshold-number]').inputValue()).toBe('99.5');
    await page.locator('h1').focus();
    for (const [key, words] of [
      ['1', '400/40'],
      ['2', '1500/-600'],
      ['3', '150/90'],
      ['4', '2500/480'],
      ['5', '80/40'],
    ]) {
      await page.keyboard.press(key ?? '');
      expect(await window.textContent()).toBe(`W/L ${words} HU`);
    }
    await page.locator('[data-test=preset-2]').click();
    await page.waitForFunction(() => location.hash.includes('window=1500%2F-600'));
    expect(page.url()).toContain('at=8%2C22%2C2');
    expect(page.url()).toContain('hu=99.5');
  });
});

describe('what is missing', () => {
  test('images that the job did not copy: the numbers stand, and it says why', async () => {
    const { page, complaints } = await open('S-NO-COPIES', { live: false });
    expect(await total(page)).toBe('30');
    expect(await page.locator('[data-test=no-images]').textContent()).toContain(
      '--copyVolumes=false',
    );
    expect(await page.locator('[data-test=threshold-slider]').isDisabled()).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('labels with another hash are refused; the volume is shown without mask', async () => {
    const { page } = await open('S-BAD-LABELS', { live: false, packed: true });
    await page.locator('[data-test=readout]').waitFor();
    expect(await page.locator('#app-problems').textContent()).toContain('labels.nii.gz');
    expect(await total(page)).toBe('30');
    expect(await page.locator('[data-test=threshold-slider]').isDisabled()).toBe(true);
    expect(await coloured(page)).toEqual({ LM: 0, LAD: 0, LCX: 0, RCA: 0 });
    await page.locator('[data-test=lesion]').nth(1).click();
    expect(await page.locator('[data-test=readout]').textContent()).toContain('voxel 8, 22, 2');
  });

  test('a volume with another hash is refused; the numbers stand', async () => {
    const { page } = await open('S-BAD-VOLUME', { live: false, packed: true });
    expect(await page.locator('[data-test=no-images]').textContent()).toContain('volume.nii.gz');
    expect(await page.locator('#app-problems').textContent()).toContain('volume.nii.gz');
    expect(await total(page)).toBe('30');
  });

  test('images that give another score than the job, which no hash caught, are not scored', async () => {
    const { page } = await open('S-BAD-LABELS', { live: false });
    await page.locator('#app-problems').filter({ hasText: 'give another score' }).waitFor();
    expect(await total(page)).toBe('30');
    expect(await page.locator('[data-test=source]').textContent()).toContain("job's result");
    expect(await page.locator('[data-test=threshold-slider]').isDisabled()).toBe(true);
  });

  test('says of each file how it was checked', async () => {
    const { page } = await open('S-MASKED', { packed: true });
    await page.locator('[data-test=about] summary').click();
    const files = page.locator('[data-test=files] dd');
    expect(await files.allTextContents()).toEqual(
      Array(3).fill('equals the SHA-256 in study.json'),
    );
  });

  test('a load can be cancelled and taken up again', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    await context.route('**/volume.nii.gz', async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    await page.goto(`${url}#/study/S-MASKED`);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('[data-test=no-images]').waitFor();
    expect(await total(page)).toBe('30');
    release();
    await page.getByRole('button', { name: 'Load the images' }).click();
    await waitForSource(page, /^Computed here/);
    expect(await total(page)).toBe('30');
  });
});

describe('the report', () => {
  async function saveReport(page: Page): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[data-test=export-pdf]').click(),
    ]);
    const file = await download.path();
    return { name: download.suggestedFilename(), bytes: Uint8Array.from(readFileSync(file)) };
  }

  async function read(bytes: Uint8Array<ArrayBuffer>) {
    const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
    const pages: string[] = [];
    let images = 0;
    for (let n = 1; n <= pdf.numPages; n++) {
      const page = await pdf.getPage(n);
      const { items } = await page.getTextContent();
      pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
      const { fnArray } = await page.getOperatorList();
      // OPS.paintImageXObject
      images += fnArray.filter((operator) => operator === 85).length;
    }
    const { info } = await pdf.getMetadata();
    return { pages, images, info: info as Record<string, unknown> };
  }

  test('holds the numbers as text, the pictures, and the banner on every page', async () => {
    const { page, complaints } = await open('S-MASKED');
    const { name, bytes } = await saveReport(page);
    expect(name).toBe('S-MASKED-calcium.pdf');
    const { pages, images, info } = await read(bytes);
    expect(pages[0]).toMatch(/Agatston score\s+30 /);
    expect(pages[0]).toMatch(/RCA, right coronary artery\s+20\s+15\s+not given\s+1/);
    expect(pages[0]).toMatch(/CAC-DRS\s+A1\/N2/);
    expect(pages[0]).not.toContain('NON-STANDARD');
    pages.forEach((text, i) => {
      expect(text).toContain('Not for diagnostic use');
      expect(text).toContain(`Page ${i + 1} of ${pages.length}`);
    });
    const button = page.locator('[data-test=export-pdf]');
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(images).toBe(2);
    expect(pages.join(' ')).toContain('Slice 5: RCA 20 (peak 450 HU)');
    expect(info.CreationDate).toBe("D:20260102030405+00'00'");
    expect((await saveReport(page)).bytes).toEqual(bytes);
    expect(complaints).toEqual([]);
  });

  test('says loudly that a threshold is not the standard one', async () => {
    const { page } = await open('S-MASKED', { settings: '?hu=100' });
    const { pages } = await read((await saveReport(page)).bytes);
    expect(pages[0]).toContain('NON-STANDARD THRESHOLD: 100 HU');
    expect(pages[0]).toMatch(/Agatston score\s+35 /);
  });

  test('draws a name in letters that the fonts lack, and writes the rest', async () => {
    const { page } = await open('研究-7');
    const { name, bytes } = await saveReport(page);
    expect(name).toBe('7-calcium.pdf');
    const { pages, images } = await read(bytes);
    expect(pages[0]).toMatch(/Agatston score\s+30 /);
    expect(pages.join('')).not.toMatch(/[^\u0020-\u00ff]/);
    // The name once in the text and once in the footer of each page, beside two slices.
    expect(images).toBe(2 + 1 + pages.length);
  });

  test('needs no images', async () => {
    const { page } = await open('S-NO-COPIES', { live: false });
    const { pages, images } = await read((await saveReport(page)).bytes);
    expect(images).toBe(0);
    expect(pages[0]).toMatch(/Agatston score\s+30 /);
  });
});

test.each([320, 768, 1280, 1920])('fits a page %d pixels wide', async (width) => {
  const { page } = await open('S-MASKED', { width });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    width,
  );
  const results = page.locator('[data-test=results]');
  expect(await results.evaluate((el) => el.scrollWidth - el.clientWidth)).toBeLessThanOrEqual(0);
  await page.screenshot({ path: join(SCREENSHOTS, `calcium-${width}.png`) });
});
