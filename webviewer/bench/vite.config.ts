import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const pages = resolve(import.meta.dirname, 'pages');

/** Builds the pages that the bench measures: our modules, and NiiVue, each as a site would. */
export default defineConfig({
  root: pages,
  base: './',
  build: {
    target: 'es2022',
    outDir: resolve(import.meta.dirname, '../target/bench/pages'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 5000,
    rolldownOptions: { input: ['ours.html', 'niivue.html'].map((name) => resolve(pages, name)) },
  },
  worker: { format: 'es' },
});
