import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/**
 * Puts the Content-Security-Policy into the built page, for web servers that set no headers. Not
 * while developing: Vite's own client puts styles inline.
 */
const securityPolicy: Plugin = {
  name: 'radloom-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      injectTo: 'head-prepend',
      attrs: {
        'http-equiv': 'Content-Security-Policy',
        content: [
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self' blob:",
          "connect-src 'self'",
          "worker-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
        ].join('; '),
      },
    },
  ],
};

const UNUSED = ['canvg', 'dompurify', 'html2canvas'];

/** Leaves out what jsPDF loads to draw HTML and SVG, which the viewer's reports never do. */
const withoutUnused: Plugin = {
  name: 'radloom-without-unused',
  apply: 'build',
  enforce: 'pre',
  resolveId: (id) => (UNUSED.includes(id) ? '\0unused' : null),
  load: (id) => (id === '\0unused' ? 'export default undefined;' : null),
};

// Relative URLs: the built folder works at any path of any web server.
export default defineConfig({
  base: './',
  plugins: [securityPolicy, withoutUnused],
  // `npm run dev` shows what lies in the folder `data` of this folder.
  publicDir: process.env.RADLOOM_VIEWER_PUBLIC ?? false,
  build: {
    target: 'es2022',
    outDir: 'dist',
    copyPublicDir: false,
    // The Content-Security-Policy allows no data: scripts or fonts.
    assetsInlineLimit: 0,
    // The licences of the libraries that go into the site.
    license: { fileName: 'licenses.md' },
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  worker: { format: 'es' },
  test: {
    reporters: ['default', 'junit'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['src/**/*.test.ts'], environment: 'node' },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          environment: 'node',
          // Two cores: one browser at a time.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 420_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
    outputFile: { junit: 'target/test-reports/TEST-viewer.xml' },
  },
});
