import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const VIEWER = fileURLToPath(new URL('..', import.meta.url));

/** Builds the site and the bench's own pages, and returns the folders of both. */
export function buildPages() {
  const vite = (...args) =>
    execFileSync(
      process.execPath,
      ['node_modules/vite/bin/vite.js', 'build', '--logLevel=error', ...args],
      {
        cwd: VIEWER,
        env: { ...process.env, NODE_ENV: 'production' },
        stdio: 'inherit',
      },
    );
  vite();
  vite('--config', 'bench/vite.config.ts');
  return { site: `${VIEWER}dist`, pages: `${VIEWER}target/bench/pages` };
}
