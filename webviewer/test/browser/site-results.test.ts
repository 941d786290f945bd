import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Calcium } from '../../src/data/formats';
import { startBrowser } from './harness';
import { demoFolder, type Site, serveSite } from './site-server';
import { drawn, keepScreenshot, watchedPage } from './watched-page';

let browser: Browser;
let site: Site;

beforeAll(async () => {
  site = await serveSite(demoFolder());
  browser = await startBrowser();
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

function jobsCalcium(): Calcium {
  const file = `${demoFolder()}/maps/studies/S-CAC-PHANTOM/calcium.json`;
  return JSON.parse(readFileSync(file, 'utf8')) as Calcium;
}

/** Waits for a score that this page computed itself at a threshold. */
function computedAt(page: Page, thresholdHu: number): Promise<void> {
  return page
    .locator('[data-test=source]', { hasText: new RegExp(`^Computed here.* ${thresholdHu} HU`) })
    .waitFor();
}

/** The scores on the page with all their digits. */
async function shownScores(page: Page): Promise<unknown> {
  return page
    .locator('[data-test=arteries] tr[data-artery]')
    .evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [
          row.getAttribute('data-artery'),
          Object.fromEntries(
            [...row.querySelectorAll('data')].map((data) => [
              data.getAttribute('data-key'),
              Number(data.value),
            ]),
          ),
        ]),
      ),
    );
}

async function saved(page: Page, button: string): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.locator(`[data-test=${button}]`).click();
  return readFileSync(await (await download).path());
}

test('scores the phantom at 130 HU as the job did, to the last digit', async () => {
  const { page, open, complaints } = await watchedPage(browser, site);
  await open('#/study/S-CAC-PHANTOM');
  await computedAt(page, 130);
  const job = jobsCalcium();
  const expected = Object.fromEntries(
    Object.entries(job.arteries).map(([artery, { agatston, volumeMm3, massMg, lesions }]) => [
      artery,
      { agatston, volumeMm3, ...(massMg === null ? {} : { massMg }), lesions },
    ]),
  );
  expect(await shownScores(page)).toEqual(expected);
  expect(await page.locator('[data-test=total]').getAttribute('value')).toBe(String(job.total));
  expect(await page.locator('[data-test=lesion]').count()).toBe(job.lesions.length);
  expect(complaints).toEqual([]);
});

test('scores anew when the threshold moves, and says that it is not the standard one', async () => {
  const { page, open, complaints } = await watchedPage(browser, site);
  await open('#/study/S-CAC-PHANTOM');
  await computedAt(page, 130);
  await page.locator('[data-test=threshold-slider]').fill('300');
  await computedAt(page, 300);
  // Over 300 HU the phantom has fewer voxels: the score falls, and comes back.
  const total = page.locator('[data-test=total]');
  expect(Number(await total.getAttribute('value'))).toBeLessThan(jobsCalcium().total);
  expect(await page.locator('[data-test=threshold-notice]').textContent()).toMatch(/non-standard/i);
  await keepScreenshot(page, 'calcium-300-hu');
  await page.locator('[data-test=threshold-reset]').click();
  await computedAt(page, 130);
  expect(await total.getAttribute('value')).toBe(String(jobsCalcium().total));
  expect(complaints).toEqual([]);
});

test('goes to a lesion by a click, and into the link', async () => {
  const { page, open } = await watchedPage(browser, site);
  await open('#/study/S-CAC-PHANTOM');
  await computedAt(page, 130);
  const lesion = page.locator('[data-test=lesion]').nth(3);
  const slice = Number(await lesion.getAttribute('data-slice'));
  await lesion.click();
  await expect
    .poll(() => page.locator('[data-pane=axial]').getAttribute('aria-label'))
    .toContain(`${slice + 1}`);
  await expect.poll(() => page.url()).toMatch(new RegExp(`at=\\d+(,|%2C)\\d+(,|%2C)${slice}`));
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await computedAt(page, 130);
  expect(await page.locator('[data-test=readout]').textContent()).toMatch(
    new RegExp(`voxel \\d+, \\d+, ${slice}`),
  );
});

test('saves a report whose words can be read back', async () => {
  const { page, open, complaints } = await watchedPage(browser, site);
  await open('#/study/S-CAC-PHANTOM');
  await computedAt(page, 130);
  const data = new Uint8Array(await saved(page, 'export-pdf'));
  // 0: no words about fonts that only drawing would need.
  const pdf = await getDocument({ data, verbosity: 0 }).promise;
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, i) => {
      const { items } = await (await pdf.getPage(i + 1)).getTextContent();
      return items.map((item) => ('str' in item ? item.str : '')).join(' ');
    }),
  );
  for (const text of pages) expect(text).toMatch(/not for diagnostic use/i);
  expect(pages.join(' ')).toContain('S-CAC-PHANTOM');
  expect(pages.join(' ')).toContain('500.1');
  expect(pages.join(' ')).toContain('A3/N4');
  expect(complaints).toEqual([]);
});

test('scrubs through the series of a perfusion study', async () => {
  const { page, open, complaints } = await watchedPage(browser, site);
  await open('#/study/S-CTP-STROKE');
  await drawn(page);
  await page.locator('[data-test=scrubber]').waitFor();
  const before = await page.locator('[data-test=scrubber]').inputValue();
  await page.locator('[data-test=scrubber]').focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('[data-test=scrubber]').inputValue()).not.toBe(before);
  await keepScreenshot(page, 'perfusion-scrubbed');
  expect(complaints).toEqual([]);
});

test('counts the deficit as the job did', async () => {
  const { page, open } = await watchedPage(browser, site);
  await open('#/study/S-CTP-STROKE');
  await drawn(page);
  const file = `${demoFolder()}/maps/studies/S-CTP-STROKE/study.json`;
  const { summary } = JSON.parse(readFileSync(file, 'utf8')) as {
    summary: { tmaxOver6sMl: number };
  };
  const shown = await page.locator('[data-test=deficit-ml]').getAttribute('data-value');
  expect(Number(shown)).toBeCloseTo(summary.tmaxOver6sMl, 9);
});

test('saves the panels as PNG', async () => {
  const { page, open } = await watchedPage(browser, site);
  await open('#/study/S-CTP-STROKE');
  await drawn(page);
  const { width, height, data } = PNG.sync.read(await saved(page, 'export-png'));
  expect(Math.min(width, height)).toBeGreaterThan(500);
  // A picture, not one colour.
  expect(new Set(data.subarray(0, 4 * width * height)).size).toBeGreaterThan(50);
});

const hasDcmdump = ((): boolean => {
  try {
    execFileSync('dcmdump', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!hasDcmdump)('saves DICOM that dcmtk reads', async () => {
  const { page, open } = await watchedPage(browser, site);
  await open('#/study/S-CTP-STROKE');
  await drawn(page);
  const dump = execFileSync('dcmdump', ['-'], { input: await saved(page, 'export-sc') }).toString();
  expect(dump).toContain('SecondaryCapture');
  expect(dump).toMatch(/\(0012,0062\) CS \[YES\]/);
});

/** What `score` wrote of a study. */
function jobsScore<Summary>(study: string): { readonly summary: Summary } {
  const file = `${demoFolder()}/scores/studies/${study}/study.json`;
  return JSON.parse(readFileSync(file, 'utf8')) as { summary: Summary };
}

test('hangs the mammogram with what the model found, its BI-RADS, and the model', async () => {
  const { page, open, complaints } = await watchedPage(browser, site);
  await open('#/study/S-MG-PHANTOM');
  await drawn(page);
  const { summary } = jobsScore<{ biRads: number; biRadsName: string; lesions: number }>(
    'S-MG-PHANTOM',
  );
  expect(await page.locator('[data-test=birads]').textContent()).toContain(
    `BI-RADS ${summary.biRads}: ${summary.biRadsName}`,
  );
  const findings = page.locator('[data-test=findings] tbody tr');
  expect(await findings.count()).toBe(summary.lesions);
  const model = await page.locator('[data-test=model]').textContent();
  expect(model).toContain('Computed by demo-lesion-dog 1. Not for diagnosis.');
  expect(complaints).toEqual([]);
});

test('shows the heart with the volumes of the job, which its masks hold', async () => {
  const { page, open, complaints } = await watchedPage(browser, site);
  await open('#/study/S-HEART-PHANTOM');
  await drawn(page);
  await page.locator('[data-test=slice-1]').waitFor();
  const { summary } = jobsScore<{ endDiastolicMl: number; ejectionFractionPercent: number }>(
    'S-HEART-PHANTOM',
  );
  const said = async (name: string) =>
    Number(await page.locator(`[data-test=${name}]`).getAttribute('data-value'));
  expect(await said('edv')).toBe(summary.endDiastolicMl);
  expect(await said('ef')).toBe(summary.ejectionFractionPercent);
  expect(await page.locator('[data-test=checks]').textContent()).toContain('✓ The masks hold');
  expect(await page.locator('[data-test=job]').textContent()).toContain('4 of 4 match');
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('lists the models that made the results, and asks once whether their list is still good', async () => {
  const { page, open, complaints } = await watchedPage(browser, site);
  await open('#/');
  const rows = page.getByRole('table', { name: 'Models' }).getByRole('row');
  const pool = rows.filter({ hasText: 'demo-blood-pool' }).first();
  expect(await pool.textContent()).toContain('Cardiac segmentation');
  expect(await pool.textContent()).toContain('demo, for phantoms');
  const list = page.waitForResponse((response) =>
    response.url().endsWith('/data/models/manifest.json'),
  );
  await page.reload();
  const answer = await list;
  expect(await answer.request().headerValue('if-none-match')).not.toBeNull();
  await pool.waitFor();
  expect(complaints).toEqual([]);
});

test.each(['chest', 'phantoms'])('shows counts of the dataset %s that add up', async (dataset) => {
  const { page, open, complaints } = await watchedPage(browser, site);
  await open(`#/dataset/${dataset}/v1`);
  const balances = page.locator('[data-test=balance]');
  await balances.first().waitFor();
  for (const text of await balances.allTextContents()) expect(text).toContain('adds up');
  expect(complaints).toEqual([]);
});
