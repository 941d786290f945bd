import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import dcmjs from 'dcmjs';
import type { Browser, Locator, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { serveSources, startBrowser } from './harness';
import {
  ARRIVAL_SECONDS,
  type Changes,
  CORE_ML,
  DEFICIT_ML,
  RISE,
  TIMES,
  writePerfusion,
} from './perfusion-data';
import { seriousViolations } from './watched-page';

const FOLDER = resolve(import.meta.dirname, '../../target/perfusion');

let served: Awaited<ReturnType<typeof serveSources>>;
let browser: Browser;
const complaints: string[] = [];

beforeAll(async () => {
  served = await serveSources();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
  await served.server.close();
});

/** Opens the made study in a session of its own. Its files come from a folder, as from any server. */
async function open(
  link = '',
  changes: Changes = {},
  { from = browser, width = 1280, height = 800 } = {},
): Promise<{ page: Page; at: (test: string) => Locator }> {
  rmSync(FOLDER, { recursive: true, force: true });
  writePerfusion(FOLDER, changes);
  complaints.length = 0;
  const context = await from.newContext({ viewport: { width, height }, acceptDownloads: true });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route(/\/data\/(?!.*\.ts)/, async (route) => {
    const path = join(FOLDER, new URL(route.request().url()).pathname);
    if (existsSync(path)) await route.fulfill({ path });
    else await route.fulfill({ status: 404 });
  });
  await page.goto(`${served.url}#/study/S-MADE?${link}`);
  await page.locator('[data-test=scrubber], [data-test=no-series]').waitFor();
  return { page, at: (name) => page.locator(`[data-test=${name}]`) };
}

/** A busy machine draws few pictures a second. */
const SOON = { timeout: 10_000 };

/** Waits until an element says something: numbers follow with the next picture. */
function says(at: Locator): ReturnType<typeof expect.poll<string | null>> {
  return expect.poll(() => at.textContent(), SOON);
}

/** The number with all its digits. */
async function ml(at: Locator): Promise<number> {
  return Number(await at.getAttribute('data-value'));
}

test('counts deficit, core and mismatch, the deficit as the job did', async () => {
  const { at } = await open();
  expect(await ml(at('deficit-ml'))).toBe(DEFICIT_ML);
  expect(await ml(at('core-ml'))).toBe(CORE_ML);
  expect(await ml(at('mismatch-ml'))).toBe(DEFICIT_ML - CORE_ML);
  expect(await at('ratio-ml').textContent()).toBe('2.00');
  expect(await at('volumes').textContent()).toContain('not for diagnostic use');
  expect(complaints).toEqual([]);
});

test('moves the midline by keys, and the core with it', async () => {
  const { page, at } = await open();
  await page.locator('.stage-pane').first().focus();
  // From 11.5 to 17: one of the core's two columns of 6 voxels then lies on it, on neither side.
  for (let press = 0; press < 11; press++) await page.keyboard.press('m');
  await says(at('core-ml')).toBe('0.1 ml');
  expect(await ml(at('core-ml'))).toBe(CORE_ML / 2);
  await expect.poll(() => page.url(), SOON).toContain('midline=5.5');
});

test('tells the values under the pointer, with the patient’s right on the left', async () => {
  const { page, at } = await open('at=3,10,2');
  // The crosshair: TTP is 9 s after the first frame, the bolus arrives after 5.
  expect(await at('value-ttp').textContent()).toBe((9 - ARRIVAL_SECONDS).toFixed(2));
  expect(await at('value-cbf').textContent()).toBe('50.0');
  const box = await page.locator('.stage-pane').first().boundingBox();
  if (box === null) throw new Error('the first panel is not shown');
  await page.mouse.move(box.x + box.width / 2 - 40, box.y + box.height / 2);
  // x grows to the patient's right; the middle of the head is 11.5.
  await expect
    .poll(() => at('value-place').textContent(), SOON)
    .toMatch(/^Pointer at voxel 1[2-9], /);
});

test('scrubs through the series under the maps, by slider and keys', async () => {
  const { page, at } = await open('opacity=0&window=40/40');
  // Frames of 30, 40 and 50 HU in a window from 20 to 60: a quarter, a half, and three quarters.
  expect(await grayOf(page)).toBeCloseTo(0.25, 1);
  await at('scrubber').focus();
  for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowRight');
  expect(await at('scrubber').getAttribute('aria-valuetext')).toBe('6.0 s, frame 4 of 8');
  await expect.poll(() => grayOf(page), SOON).toBeCloseTo(0.5, 1);
  await page.locator('.stage-pane').first().focus();
  await page.keyboard.press('n');
  await expect.poll(() => grayOf(page), SOON).toBeCloseTo(0.75, 1);
  await expect.poll(() => page.url(), SOON).toContain('frame=4');
});

/** How bright the first panel is, 0 to 1, a quarter from its left: within the head, off the words. */
async function grayOf(page: Page): Promise<number> {
  const box = await page.locator('.stage-pane').first().boundingBox();
  if (box === null) throw new Error('the first panel is not shown');
  const clip = {
    x: box.x + box.width / 2 - 40,
    y: box.y + box.height / 2 - 40,
    width: 8,
    height: 8,
  };
  const png = PNG.sync.read(await page.screenshot({ clip }));
  return (png.data[0] ?? 0) / 255;
}

test('plays by a key, and stops by it', async () => {
  const { page, at } = await open();
  await page.locator('.stage-pane').first().focus();
  await page.keyboard.press('p');
  await expect.poll(async () => Number(await at('scrubber').inputValue()), SOON).toBeGreaterThan(1);
  await page.keyboard.press('p');
  expect(await at('play').textContent()).toBe('Play');
  const held = await at('scrubber').inputValue();
  await page.waitForTimeout(400);
  expect(await at('scrubber').inputValue()).toBe(held);
});

test('measures a region made by keys alone', async () => {
  const { page, at } = await open('at=17,8,2');
  await page.locator('.stage-pane').first().focus();
  await page.keyboard.press('b');
  // 8 mm to each side are 4 voxels of 2 mm: columns 13 to 20, rows 4 to 11 (a far edge is not in).
  await says(at('region-n-cbf')).toBe('64');
  for (let press = 0; press < 7; press++) await page.keyboard.press('Shift+G');
  // 1 mm to each side: half a voxel, which leaves the voxel itself, of the core.
  await says(at('region-n-cbf')).toBe('1');
  await says(at('region-mean-cbf')).toBe('10.0');
  await says(at('region-sd-cbf')).toBe('–');
  await page.keyboard.press('g');
  await says(at('region-n-cbf')).toBe('4');
  await page.keyboard.press('Delete');
  await says(at('region-n-cbf')).toBe('–');
});

test('measures a region drawn by the pointer', async () => {
  const { page, at } = await open();
  await at('region-draw').click();
  const box = await page.locator('.stage-pane').nth(2).boundingBox();
  if (box === null) throw new Error('the third panel is not shown');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x - 30, y - 30);
  await page.mouse.down();
  for (const [dx, dy] of [
    [30, -30],
    [30, 30],
    [-30, 30],
  ] as const) {
    await page.mouse.move(x + dx, y + dy, { steps: 4 });
  }
  await page.mouse.up();
  await expect
    .poll(async () => Number(await at('region-n-mtt').textContent()), SOON)
    .toBeGreaterThan(9);
  expect(await at('legend').textContent()).toContain('Region');
});

test('shows curves of artery, vein and voxel as a table too', async () => {
  const { at } = await open();
  await at('curves-details').locator('summary').click();
  const rows = await at('curves-table').locator('tbody tr').allTextContents();
  expect(rows).toHaveLength(TIMES.length);
  // 8 s: the artery 10 x 20 HU, the vein 9 x 20, the voxel 20 above its baseline.
  const peak = RISE.indexOf(20);
  expect(rows[peak]).toBe('8.0200.0180.020.0');
});

test('switches a panel to Tmax, and keeps that in the link', async () => {
  const { page, at } = await open();
  await at('map-4').selectOption('tmax');
  await expect.poll(() => page.url(), SOON).toContain('maps=cbf%2Ccbv%2Cmtt%2Ctmax');
  await expect
    .poll(() => page.locator('.stage-pane').nth(3).getAttribute('aria-label'), SOON)
    .toContain('Tmax');
});

test('says which map is missing or damaged and shows the others', async () => {
  const { page, at } = await open('', { missing: ['cbv.nii.gz'], damaged: ['tmax.nii.gz'] });
  const problems = (await page.locator('.app-problem').allTextContents()).join('\n');
  expect(problems).toContain('cbv.nii.gz');
  expect(problems).toContain('tmax.nii.gz');
  expect(await at('volumes').textContent()).toMatch(/No deficit: \S*tmax\.nii\.gz/);
  // Without Tmax all mapped tissue may be core.
  expect(await ml(at('core-ml'))).toBe(CORE_ML);
  expect(await at('value-cbf').textContent()).toBe('50.0');
  expect(await at('value-cbv').textContent()).toBe('no map');
});

test('says why there is no series', async () => {
  const { at } = await open('', { withoutVolumes: true });
  expect(await at('no-series').textContent()).toContain('--copyVolumes=false');
  expect(await at('curves-note').textContent()).toContain('--copyVolumes=false');
  expect(await ml(at('deficit-ml'))).toBe(DEFICIT_ML);
});

test('says the job’s flags in words', async () => {
  const { at } = await open('', { flags: ['aif_automatic'] });
  expect(await at('flags').textContent()).toContain('picked by the program');
});

test('works without WebGL', async () => {
  const plain = await startBrowser('none');
  onTestFinished(() => plain.close());
  const { page, at } = await open('opacity=0&window=40/40', {}, { from: plain });
  expect(await page.locator('canvas[data-renderer]').getAttribute('data-renderer')).toBe(
    'canvas2d',
  );
  expect(await grayOf(page)).toBeCloseTo(0.25, 1);
  expect(await ml(at('deficit-ml'))).toBe(DEFICIT_ML);
});

test.each([320, 768, 1280, 1920])(
  'fits a page of %i px, with nothing axe finds serious',
  async (width) => {
    const { page } = await open('', { flags: ['aif_unscaled'] }, { width, height: 900 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await seriousViolations(page)).toEqual([]);
    mkdirSync(resolve(FOLDER, '../screenshots'), { recursive: true });
    await page.screenshot({ path: resolve(FOLDER, `../screenshots/perfusion-${width}.png`) });
  },
);

test('saves the panels as PNG with the banner', async () => {
  const { page, at } = await open();
  const png = PNG.sync.read(await saved(page, at('export-png')));
  const isFocused = (one: Element) => one === document.activeElement;
  expect(await at('export-png').evaluate(isFocused)).toBe(true);
  expect(png.width).toBe(1448);
  expect(png.height).toBeGreaterThan(1448);
  // The banner's colour, #f2c14e, at the top right.
  let banner = 0;
  for (let y = 0; y < 60; y++) {
    for (let x = png.width / 2; x < png.width; x++) {
      const i = 4 * (y * png.width + x);
      if (png.data[i] === 0xf2 && png.data[i + 1] === 0xc1 && png.data[i + 2] === 0x4e) banner++;
    }
  }
  expect(banner).toBeGreaterThan(100);
});

test('saves the same picture as DICOM', async () => {
  const { page, at } = await open();
  const png = PNG.sync.read(await saved(page, at('export-png')));
  const read = readDicom(await saved(page, at('export-sc')));
  expect([read.Columns, read.Rows]).toEqual([png.width, png.height]);
  expect(read.ImageComments).toContain('Not for diagnostic use');
  expect(read.PatientIdentityRemoved).toBe('YES');
  const [pixels] = read.PixelData as ArrayBuffer[];
  const rgb = new Uint8Array(pixels ?? new ArrayBuffer(0));
  let differing = 0;
  for (let i = 0; i < png.width * png.height; i++) {
    for (let c = 0; c < 3; c++) differing += rgb[3 * i + c] === png.data[4 * i + c] ? 0 : 1;
  }
  expect(differing).toBe(0);
});

test('saves a map as DICOM with its values, places and unit', async () => {
  const { page, at } = await open();
  await at('export-map').selectOption('cbf');
  const bytes = await saved(page, at('export-pm'));
  const read = readDicom(bytes);
  expect([read.Columns, read.Rows, read.NumberOfFrames]).toEqual([24, 20, 4]);
  const [pixels] = read.FloatPixelData as ArrayBuffer[];
  const values = new Float32Array(pixels ?? new ArrayBuffer(0));
  const counts = [0, 10, 50].map((value) => values.filter((v) => v === value).length);
  // 20 x 16 x 4 of 24 x 20 x 4 are mapped, 12 of them dead.
  expect(counts).toEqual([1920 - 1280, 12, 1268]);
  // Pixel (0, 0) is voxel (23, 19): 22 mm to the right and 18 to the front, turned around.
  const frames = read.PerFrameFunctionalGroupsSequence as {
    PlanePositionSequence: { ImagePositionPatient: number[] }[];
  }[];
  expect(frames.map((frame) => frame.PlanePositionSequence[0]?.ImagePositionPatient)).toEqual([
    [-22, -18, 0],
    [-22, -18, 5],
    [-22, -18, 10],
    [-22, -18, 15],
  ]);
  const dump = dcmdump();
  if (dump !== null) {
    expect(dump).toContain('=ParametricMapStorage');
    expect(dump).toContain('[ml/[100]g/min]');
  }
});

/** Clicks and returns what is downloaded; it is kept in target/perfusion/saved. */
async function saved(page: Page, at: Locator): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), at.click()]);
  const path = resolve(FOLDER, 'saved');
  await download.saveAs(path);
  return readFileSync(path);
}

function readDicom(bytes: Buffer): Record<string, unknown> {
  const { DicomMessage, DicomMetaDictionary } = dcmjs.data;
  const copy = Uint8Array.from(bytes);
  return DicomMetaDictionary.naturalizeDataset(DicomMessage.readFile(copy.buffer).dict);
}

/** What DCMTK reads of the file that was saved last, where it is installed. */
function dcmdump(): string | null {
  try {
    return execFileSync('dcmdump', [resolve(FOLDER, 'saved')], { encoding: 'utf8' });
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw problem;
  }
}
