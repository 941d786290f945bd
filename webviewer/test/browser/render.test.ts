import type { Browser, Page } from 'playwright-core';
import type { ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveSources, startBrowser } from './harness';
// Only for the type of window.renderPage.
import type {} from './render-page';

let server: ViteDevServer;
let url: string;
let browser: Browser;
let page: Page;

async function openPage(from: Browser): Promise<Page> {
  const opened = await from.newPage();
  await opened.goto(`${url}test/browser/render.html`);
  await opened.waitForFunction(() => 'renderPage' in window);
  return opened;
}

beforeAll(async () => {
  ({ server, url } = await serveSources());
  browser = await startBrowser();
  page = await openPage(browser);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe('draws with WebGL2 what the loops draw', () => {
  // Software GL computes with IEEE floats, so the two are held equal, not close. A card that fuses
  // multiply and add may differ by 1 of 255 where a value lies just at a half.
  test.each([
    'a volume of one voxel',
    'a volume of 3 x 5 x 7 along all axes, mirrored or not',
    'every type of voxels over its range',
    'the extremes of 16 bits',
    'labels over 7, 127 and 255',
    'NaN and infinity',
    'opacities 0, 0.5 and 1',
    'fields stretched over the box of another',
    'a window of width 1',
    'a mammogram of 4096 x 3328',
    'panes that overlap, stick out and are empty',
    'slices outside the volume',
    'voxels written to',
  ])('%s', async (name) => {
    const { kinds, colours, differing } = await page.evaluate(
      (each) => window.renderPage.compare(each),
      name,
    );
    expect({ kinds, differing }).toEqual({ kinds: ['webgl2', 'canvas2d'], differing: 0 });
    expect(colours).toBeGreaterThan(1);
  });

  test('80 scenes made up at random', async () => {
    for (let first = 1; first <= 80; first += 20) {
      const { differing, colours } = await page.evaluate(
        (seed) => window.renderPage.compareRandom(seed, 20),
        first,
      );
      expect({ first, differing }).toEqual({ first, differing: 0 });
      expect(colours).toBeGreaterThan(100);
    }
  });

  test('has no scene that this list leaves out', async () => {
    expect(await page.evaluate(() => window.renderPage.names.length)).toBe(13);
  });
});

describe('the surface', () => {
  test('says which renderer runs, and counts what it draws, once a frame at most', async () => {
    const shown = await page.evaluate(async () => {
      const { renderPage } = window;
      renderPage.open({ prefer: 'webgl2' });
      const surface = renderPage.surface();
      for (const center of [0, 10, 20]) surface.draw(renderPage.plainScene(center));
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const canvas = surface.element.querySelector('canvas');
      return {
        data: { ...canvas?.dataset },
        isLast: renderPage.isRight(renderPage.plainScene(20)),
      };
    });
    expect(shown).toEqual({ data: { renderer: 'webgl2', draws: '1' }, isLast: true });
  });

  test('reads pixels long after the picture was shown', async () => {
    const isRight = await page.evaluate(async () => {
      const { renderPage } = window;
      renderPage.open({ prefer: 'webgl2' });
      renderPage.surface().drawNow(renderPage.plainScene());
      for (let i = 0; i < 5; i++) await new Promise((done) => requestAnimationFrame(done));
      return renderPage.isRight(renderPage.plainScene());
    });
    expect(isRight).toBe(true);
  });

  test('draws again after its context was lost and came back', async () => {
    await page.evaluate(() => {
      window.renderPage.open({ prefer: 'webgl2' });
      window.renderPage.surface().drawNow(window.renderPage.plainScene());
      window.renderPage.loseContext();
    });
    await page.waitForSelector('canvas[data-lost]');
    const whileLost = await page.evaluate(() => {
      const { renderPage } = window;
      renderPage.surface().draw(renderPage.plainScene(77));
      return renderPage.isRight(renderPage.plainScene(77));
    });
    await page.evaluate(() => window.renderPage.restoreContext());
    await page.waitForSelector('canvas:not([data-lost])[data-draws="2"]');
    const after = await page.evaluate(() => ({
      kind: window.renderPage.surface().kind,
      isRight: window.renderPage.isRight(window.renderPage.plainScene(77)),
    }));
    expect({ whileLost, ...after }).toEqual({ whileLost: true, kind: 'webgl2', isRight: true });
  });

  test('goes on without WebGL when its context stays lost', async () => {
    await page.evaluate(() => {
      const { renderPage } = window;
      renderPage.open({ prefer: 'webgl2' });
      const surface = renderPage.surface();
      surface.onKindChange((kind) => {
        document.body.dataset.changedTo = kind;
      });
      surface.drawNow(renderPage.plainScene());
      renderPage.loseContext();
    });
    await page.waitForSelector('canvas[data-renderer="canvas2d"][data-draws="1"]');
    const after = await page.evaluate(() => ({
      canvases: window.renderPage.surface().element.querySelectorAll('canvas').length,
      heard: document.body.dataset.changedTo,
      isRight: window.renderPage.isRight(window.renderPage.plainScene()),
    }));
    expect(after).toEqual({ canvases: 1, heard: 'canvas2d', isRight: true });
  });

  test('goes on without WebGL when an image is wider than the graphics card holds', async () => {
    const after = await page.evaluate(() => {
      const { field, fitted, gray, open, single, surface, isRight } = window.renderPage;
      open({ prefer: 'webgl2' });
      const wide = field(
        [9000, 2, 1],
        Int16Array.from({ length: 18000 }, (_, i) => i % 300),
      );
      const picture = single(
        fitted(wide.shape, [0, 1, 2], [200, 20]),
        [gray(wide, 150, 300)],
        [200, 20],
      );
      surface().drawNow(picture);
      return { kind: surface().kind, isRight: isRight(picture) };
    });
    expect(after).toEqual({ kind: 'canvas2d', isRight: true });
  });

  test('lets the least recently drawn field go when the budget is spent', async () => {
    const bytes = await page.evaluate(() => {
      const { field, fitted, gray, open, single, surface } = window.renderPage;
      open({ prefer: 'webgl2', budgetBytes: 5000 });
      const held: number[] = [];
      // 10 x 10 x 10 voxels of 2 bytes: two fit into the budget.
      for (let i = 0; i < 3; i++) {
        const source = field([10, 10, 10], new Int16Array(1000));
        const cut = fitted(source.shape, [0, 1, 2], [8, 8]);
        surface().drawNow(single(cut, [gray(source, 0, 1)], [8, 8]));
        held.push(surface().fieldBytes);
      }
      return held;
    });
    expect(bytes).toEqual([2000, 4000, 4000]);
  });

  test('says how many bytes it was asked to hold, and how many it may', async () => {
    const said = await page.evaluate(() => {
      const { field, fitted, gray, open, single, surface } = window.renderPage;
      open({ prefer: 'webgl2', budgetBytes: 1999 });
      const source = field([10, 10, 10], new Int16Array(1000));
      const cut = fitted(source.shape, [0, 1, 2], [8, 8]);
      let thrown = '';
      try {
        surface().drawNow(single(cut, [gray(source, 0, 1)], [8, 8]));
      } catch (error) {
        thrown = String(error);
      }
      return { thrown, shown: surface().element.querySelector('[role=alert]')?.textContent };
    });
    const message =
      'the images shown together need 2000 bytes of graphics memory, but the limit is 1999 bytes';
    expect(said).toEqual({ thrown: `FieldBudgetError: ${message}`, shown: message });
  });

  test('gives its context up, so that 40 surfaces may come and go', async () => {
    const kept = await page.evaluate(async () => {
      const { renderPage } = window;
      renderPage.open({ prefer: 'webgl2' });
      const first = renderPage.surface();
      const host = document.createElement('div');
      for (let i = 0; i < 40; i++) renderPage.openBeside(host).dispose();
      await new Promise((done) => setTimeout(done, 100));
      first.drawNow(renderPage.plainScene());
      return { kind: first.kind, canvas: { ...first.element.querySelector('canvas')?.dataset } };
    });
    expect(kept).toEqual({ kind: 'webgl2', canvas: { renderer: 'webgl2', draws: '1' } });
  });

  test('takes the quicker loops where WebGL runs on the processor, if asked for the fastest', async () => {
    const kinds = await page.evaluate(() =>
      (['fastest', 'webgl2'] as const).map((prefer) => window.renderPage.open({ prefer })),
    );
    expect(kinds).toEqual(['canvas2d', 'webgl2']);
  });

  test('draws where there is no WebGL at all', async () => {
    const plain = await startBrowser('none');
    try {
      const opened = await openPage(plain);
      const after = await opened.evaluate(() => {
        const { renderPage } = window;
        const kind = renderPage.open({});
        renderPage.surface().drawNow(renderPage.plainScene());
        return { kind, isRight: renderPage.isRight(renderPage.plainScene()) };
      });
      expect(after).toEqual({ kind: 'canvas2d', isRight: true });
    } finally {
      await plain.close();
    }
  });
});
