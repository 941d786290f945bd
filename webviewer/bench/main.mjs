// Measures the viewer in headless Chromium and prints a table; see docs/benchmarks.md.
//
//     npm run bench [-- --quick]
//
// Beside it, in the same run and on the same scene, NiiVue.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildPages } from './build.mjs';
import { entryBundleBytes } from './bundle.mjs';
import { withPage } from './chromium.mjs';
import { describeMachine } from './machine.mjs';
import { serveFolder } from './serve.mjs';
import { studyFolder, volumeFile } from './volumes.mjs';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const runs = flags.quick ? 2 : 5;
const changes = flags.quick ? 5 : 20;
const deep = flags.quick ? 96 : 384;
const cube = flags.quick ? 128 : 512;

// Search of the page, and what the table says of it.
const RENDERERS = [
  ['', ''],
  ['?canvas2d', ', without WebGL'],
];

const say = (text) => console.error(text);
const rows = [];
const row = (...cells) => {
  const [what, ours, theirs = '', ratio = '', aim = ''] = cells;
  rows.push([what, ours, theirs, ratio, aim]);
  say(`  ${cells.filter(Boolean).join(' | ')}`);
};

say('building the pages and the volumes');
const { site, pages } = buildPages();
const data = studyFolder(48);
volumeFile(512, deep);

row(
  'bundle before lazy parts, gzipped',
  `${kilobytes(entryBundleBytes(site))}`,
  '',
  '',
  '< 120 kB',
);

say('first image');
const served = await serveFolder({
  '/': site,
  '/data/': data,
  '/pages/': pages,
  '/volumes/': volumeFile.folder,
});
const first = await repeated(runs, () => firstImage(served.url));
const firstTheirs = await repeated(runs, () => loadOf(served.url, 'niivue', 48));
row(
  '512 x 512 x 48, from navigation to the first image',
  seconds(median(first)),
  seconds(median(firstTheirs)),
  ratio(median(firstTheirs), median(first)),
);

for (const slices of [48, deep]) {
  say(`window and memory, 512 x 512 x ${slices}`);
  volumeFile(512, slices);
  const ours = await windowAndMemory(served.url, 'ours', slices);
  const theirs = await windowAndMemory(served.url, 'niivue', slices);
  const size = `512 x 512 x ${slices}`;
  row(
    `${size}, window change of three planes`,
    ours.error ?? milliseconds(median(ours.times)),
    theirs.error ?? milliseconds(median(theirs.times)),
    ours.error || theirs.error ? '' : ratio(median(theirs.times), median(ours.times)),
    '>= 5 x faster',
  );
  const plain = await windowAndMemory(served.url, 'ours', slices, '?canvas2d');
  row(`${size}, the same without WebGL`, plain.error ?? milliseconds(median(plain.times)));
  for (const [when, words] of [
    ['peak', 'peak while loading'],
    ['settled', 'settled'],
  ]) {
    for (const [result, how] of [
      [ours, ''],
      [plain, ', without WebGL'],
    ]) {
      if (result.error || theirs.error) continue;
      row(
        `${size}, memory of renderer and GPU process, ${words}${how}`,
        megabytes(result[when]),
        megabytes(theirs[when]),
        ratio(theirs[when], result[when]),
        '>= 2 x less',
      );
    }
  }
}

for (const [side, slices] of [
  [512, 64],
  [cube, cube],
]) {
  say(`threshold, ${side} x ${side} x ${slices}`);
  for (const [search, words] of RENDERERS) {
    const result = await withPage(`${served.url}pages/ours.html${search}`, ({ page }) =>
      page.evaluate(([a, b, n]) => window.bench.thresholds(a, b, n), [side, slices, changes]),
    );
    const size = `${side} x ${side} x ${slices}`;
    row(
      `${size}, threshold change: mask, ${result.lesions} lesions, score${words}`,
      milliseconds(median(result.changes)),
    );
    row(
      `${size}, frames of the page while it works${words}`,
      `${(1000 / median(result.frames)).toFixed(0)} per s, longest gap ${milliseconds(Math.max(...result.frames))}`,
      '',
      '',
      '> 30 per s',
    );
  }
}

say('perfusion');
for (const side of [1024, 2048]) {
  for (const [search, words] of RENDERERS) {
    const times = await withPage(`${served.url}pages/ours.html${search}`, ({ page }) =>
      page.evaluate(([a, n]) => window.bench.perfusionPanels(a, n), [side, changes]),
    );
    row(
      `four perfusion panels of ${side / 2} x ${side / 2} over CT${words}`,
      `${(1000 / median(times)).toFixed(1)} frames per s`,
      '',
      '',
      side === 1024 ? '> 30 per s' : '',
    );
  }
}
served.close();

const niivue = JSON.parse(
  readFileSync(new URL('../node_modules/@niivue/niivue/package.json', import.meta.url), 'utf8'),
);
console.log(
  `${await describeMachine()}; medians of ${runs} starts and of up to ${changes} changes (as many as fit into 20 s, two at least).\n`,
);
console.log(`Command: \`./radloom bench viewer\`${flags.quick ? ' --quick' : ''}\n`);
const head = ['what', 'Radloom', `NiiVue ${niivue.version}`, 'NiiVue / Radloom', 'aim'];
for (const cells of [head, ['---', '---:', '---:', '---:', '---'], ...rows]) {
  console.log(`| ${cells.join(' | ')} |`);
}

/** Returns how long the built site takes from navigation to the pixels of a calcium study, ms. */
function firstImage(url) {
  return withPage(`${url}?renderer=webgl2#/study/S-BENCH`, async ({ page }) => {
    const handle = await page.waitForFunction(
      () => {
        const canvas = document.querySelector('canvas[data-renderer=webgl2]');
        if (!canvas || Number(canvas.dataset.draws) === 0) return null;
        const gl = canvas.getContext('webgl2');
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
        return performance.now();
      },
      null,
      { polling: 'raf', timeout: 120_000 },
    );
    return handle.jsonValue();
  });
}

/** Returns how long a page takes from navigation to the pixels of three planes, ms. */
function loadOf(url, name, slices) {
  return withPage(`${url}pages/${name}.html`, ({ page }) =>
    page.evaluate(async (volume) => {
      await window.bench.load(volume);
      return performance.now();
    }, `/volumes/512-${slices}.nii.gz`),
  );
}

async function windowAndMemory(url, name, slices, search = '') {
  try {
    return await withPage(`${url}pages/${name}.html${search}`, async ({ page, memory }) => {
      await page.evaluate((volume) => window.bench.load(volume), `/volumes/512-${slices}.nii.gz`);
      const peak = memory.peakBytes();
      // Shaders are compiled with the first picture.
      await page.evaluate(() => window.bench.windowChanges(1));
      const times = await page.evaluate((n) => window.bench.windowChanges(n), changes);
      const settled = await memory.settledBytes();
      return { times, peak, settled };
    });
  } catch (cause) {
    say(`${name}: ${cause.message}`);
    return { error: `failed: ${cause.message.split('\n', 1)[0].slice(0, 60)}` };
  }
}

async function repeated(times, action) {
  const results = [];
  for (let i = 0; i < times; i++) results.push(await action());
  return results;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`;
}

function milliseconds(ms) {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${ms.toFixed(0)} ms`;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function ratio(theirs, ours) {
  return `${(theirs / ours).toFixed(1)} x`;
}
