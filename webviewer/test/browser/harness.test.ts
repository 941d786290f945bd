import { expect, test } from 'vitest';
import { serveSources, startBrowser } from './harness';

test('opens WebGL2 in the browser, on the processor', async () => {
  const { url, server } = await serveSources();
  const browser = await startBrowser();
  const page = await browser.newPage();
  await page.goto(`${url}test/browser/blank.html`);
  const sizes = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    return (
      gl && [
        gl.getParameter(gl.MAX_TEXTURE_SIZE),
        gl.getParameter(gl.MAX_ARRAY_TEXTURE_LAYERS),
        gl.getParameter(gl.MAX_3D_TEXTURE_SIZE),
      ]
    );
  });
  expect(sizes).toEqual([8192, 2048, 2048]);
  await browser.close();
  await server.close();
});
