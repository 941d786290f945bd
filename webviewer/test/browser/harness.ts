import { type Browser, chromium } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';

export type Graphics = 'software-gl' | 'none';

/** Starts Chromium, drawing WebGL on the processor, or with no WebGL at all. */
export function startBrowser(graphics: Graphics = 'software-gl'): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--js-flags=--expose-gc',
      ...(graphics === 'none'
        ? ['--disable-3d-apis']
        : ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']),
    ],
  });
}

/** Serves the sources, so that a test's page can import single modules. Port 0 picks a free one. */
export async function serveSources(): Promise<{ url: string; server: ViteDevServer }> {
  const server = await createServer({
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (address === null || address === undefined || typeof address === 'string') {
    throw new Error('the dev server has no port');
  }
  return { url: `http://127.0.0.1:${address.port}/`, server };
}
