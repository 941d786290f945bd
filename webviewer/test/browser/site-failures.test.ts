import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from './harness';
import { demoFolder, type Site, serveSite } from './site-server';
import { drawn, keepScreenshot, watchedPage } from './watched-page';

const ROOT = resolve(import.meta.dirname, '../../target/variants/broken');

type Worklist = { studies: { study: string; folder: string }[] };
type Study = { files: { path: string; sha256: string; bytes: number }[] };

/** Copies the demo's maps into a folder of the site, and returns the folder of one study there. */
function copyOfMaps(name: string, study: string): string {
  cpSync(`${demoFolder()}/maps`, `${ROOT}/${name}`, { recursive: true });
  return `${ROOT}/${name}/studies/${study}`;
}

function truncate(folder: string, file: string): void {
  const bytes = readFileSync(`${folder}/${file}`);
  writeFileSync(`${folder}/${file}`, bytes.subarray(0, Math.floor(bytes.length / 2)));
}

/** Changes the bytes within the gzip file; `confess` writes the new hash into study.json. */
function rewrite(
  folder: string,
  file: string,
  change: (bytes: Buffer) => void,
  confess: boolean,
): void {
  const bytes = gunzipSync(readFileSync(`${folder}/${file}`));
  change(bytes);
  const packed = gzipSync(bytes);
  writeFileSync(`${folder}/${file}`, packed);
  if (!confess) return;
  const study = JSON.parse(readFileSync(`${folder}/study.json`, 'utf8')) as Study;
  const files = study.files.map((entry) =>
    entry.path === file
      ? {
          path: file,
          sha256: createHash('sha256').update(packed).digest('hex'),
          bytes: packed.length,
        }
      : entry,
  );
  writeFileSync(`${folder}/study.json`, JSON.stringify({ ...study, files }));
}

let browser: Browser;
let site: Site;

beforeAll(async () => {
  rmSync(ROOT, { recursive: true, force: true });
  rmSync(`${copyOfMaps('missing', 'S-CAC-PHANTOM')}/volume.nii.gz`);
  rmSync(`${ROOT}/missing/studies/S-CTP-STROKE/cbf.nii.gz`);
  truncate(copyOfMaps('truncated', 'S-CAC-PHANTOM'), 'volume.nii.gz');
  truncate(`${ROOT}/truncated/studies/S-CTP-STROKE`, 'tmax.nii.gz');
  rewrite(
    copyOfMaps('changed', 'S-CAC-PHANTOM'),
    'volume.nii.gz',
    (bytes) => bytes.writeInt16LE(500, bytes.length - 2),
    false,
  );
  rewrite(
    copyOfMaps('huge', 'S-CAC-PHANTOM'),
    'volume.nii.gz',
    (bytes) => {
      // dim[1..3] of NIfTI-1, at byte 42: 32767 voxels along each axis, 70 TB of int16.
      for (const at of [42, 44, 46]) bytes.writeInt16LE(32767, at);
    },
    true,
  );
  writeFileSync(`${copyOfMaps('nonsense', 'S-CAC-PHANTOM')}/calcium.json`, '{"total": ');
  copyOfMaps('astray', 'S-CAC-PHANTOM');
  const index = JSON.parse(readFileSync(`${ROOT}/astray/index.json`, 'utf8')) as Worklist;
  index.studies = index.studies.map((entry) =>
    entry.study === 'S-CAC-PHANTOM' ? { ...entry, folder: '../../elsewhere' } : entry,
  );
  writeFileSync(`${ROOT}/astray/index.json`, JSON.stringify(index));
  site = await serveSite(ROOT);
  browser = await startBrowser();
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

test.each([
  ['a missing volume', 'missing', 'volume.nii.gz', /not (found|there)|missing|no such|404/i],
  ['a gzip file cut short', 'truncated', 'volume.nii.gz', /ends|short|cut|incomplete|bytes/i],
  ['a volume that was changed', 'changed', 'volume.nii.gz', /SHA-256|bytes that the job wrote/i],
  ['a header that asks for 70 TB', 'huge', 'volume.nii.gz', /large|limit|memory/i],
])('says of %s which file and why, and shows the score', async (_what, variant, file, why) => {
  const { page, open, complaints } = await watchedPage(browser, site, {
    expected: /Failed to load/,
  });
  await open(`#/study/${variant}/S-CAC-PHANTOM`);
  const main = page.locator('main');
  await expect.poll(() => main.textContent()).toContain(file);
  await drawn(page);
  expect(await main.textContent()).toMatch(why);
  // What the job computed needs no images.
  expect(await main.textContent()).toContain('500.1');
  await keepScreenshot(page, `broken-${variant}`);
  // The rest of the site works on.
  await open('#/study/nonsense/S-CTP-TILES');
  await drawn(page);
  expect(await page.locator('#app-view').getAttribute('data-state')).toBe('open');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test.each([
  ['a missing map', 'missing', 'cbf.nii.gz'],
  ['a map cut short', 'truncated', 'tmax.nii.gz'],
])('says of %s which file, and shows the other maps', async (_what, variant, file) => {
  const { page, open, complaints } = await watchedPage(browser, site, {
    expected: /Failed to load/,
  });
  await open(`#/study/${variant}/S-CTP-STROKE`);
  await expect.poll(() => page.locator('main').textContent()).toContain(file);
  await drawn(page);
  expect(await page.locator('#app-view').getAttribute('data-state')).toBe('open');
  expect(await page.locator('canvas[data-renderer]').count()).toBeGreaterThan(0);
  await keepScreenshot(page, `broken-map-${variant}`);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('says of a result that is no JSON which file, and lets the user go back', async () => {
  const { page, open } = await watchedPage(browser, site);
  await open('#/study/nonsense/S-CAC-PHANTOM');
  await expect.poll(() => page.locator('main').textContent()).toContain('calcium.json');
  await drawn(page);
  await keepScreenshot(page, 'broken-nonsense');
  await page.getByRole('link', { name: /worklist/ }).click();
  await page.getByRole('link', { name: 'S-CAC-PHANTOM (missing/S-CAC-PHANTOM)' }).waitFor();
  await page.context().close();
});

test('lists what can be read beside an entry that cannot', async () => {
  const { page, open, complaints } = await watchedPage(browser, site);
  await open('#/');
  expect(await page.locator('.app-problem').textContent()).toMatch(/astray.*index\.json.*folder/);
  expect(await page.getByRole('link', { name: /S-CAC-PHANTOM/ }).count()).toBe(5);
  await keepScreenshot(page, 'broken-worklist');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('stops a load on request', async () => {
  const { page, open } = await watchedPage(browser, site);
  // Holds the volume back for good.
  await page.context().route('**/volume.nii.gz', () => {});
  await open('#/study/huge/S-CAC-PHANTOM');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => page.locator('.app-progress').count()).toBe(0);
  expect(await page.locator('main').textContent()).toContain('500.1');
  await keepScreenshot(page, 'cancelled');
  await page.context().close();
});
