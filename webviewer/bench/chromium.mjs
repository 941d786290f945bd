import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Opens a page in a browser of its own, gives it to `action`, and closes both. */
export async function withPage(url, action) {
  const browser = await start();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(0);
    const memory = await watchMemory(browser);
    await page.goto(url);
    await page.waitForFunction(() => 'bench' in window || document.querySelector('#app-view'));
    try {
      return await action({ page, memory });
    } finally {
      memory.stop();
    }
  } finally {
    await browser.close();
  }
}

export async function browserVersion() {
  const browser = await start();
  const version = browser.version();
  await browser.close();
  return version;
}

function start() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--js-flags=--expose-gc',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      // A call that takes longer than the watchdog waits is to be measured, not ended.
      '--disable-gpu-watchdog',
    ],
  });
}

/**
 * Notes the memory of the renderers and the GPU process, every 50 ms: proportional set size, which
 * counts pages that both share once.
 */
async function watchMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  let ids = [];
  let peak = 0;
  const find = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    ids = processInfo.filter(({ type }) => /^(renderer|GPU)$/i.test(type)).map(({ id }) => id);
  };
  const now = () => ids.map(proportionalBytes).reduce((sum, bytes) => sum + bytes, 0);
  await find();
  const timer = setInterval(() => {
    peak = Math.max(peak, now());
  }, 50);
  const finding = setInterval(() => void find().catch(() => {}), 500);
  return {
    peakBytes: () => Math.max(peak, now()),
    async settledBytes() {
      for (const page of browser.contexts().flatMap((context) => context.pages())) {
        await page.evaluate(() => globalThis.gc?.());
      }
      await new Promise((done) => setTimeout(done, 5000));
      return now();
    },
    stop() {
      clearInterval(timer);
      clearInterval(finding);
    },
  };
}

function proportionalBytes(id) {
  try {
    const text = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
  } catch {
    // The process has ended.
    return 0;
  }
}
