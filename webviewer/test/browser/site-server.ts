import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const VIEWER = resolve(import.meta.dirname, '../..');
const DIST = join(VIEWER, 'dist');
const TARGET = resolve(VIEWER, '../pipelines/radloom/target');

const QUIET = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';

/** The site as users get it: built, and served with a folder of results by `radloom view`. */
export interface Site {
  /** Ends in `/`. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Builds the site if its sources are newer, and serves it with `data` by the real server. Java and
 * the jar are those of the launcher (JAVA, RADLOOM_JAR, RADLOOM_LOG_BINDING), or where its build
 * puts them.
 */
export async function serveSite(data: string): Promise<Site> {
  buildSite();
  const child = spawn(
    java(),
    [QUIET, `-Dradloom.site=${DIST}`, ...main('view', data, '--port=0')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const stopWithUs = (): boolean => child.kill();
  process.once('exit', stopWithUs);
  const url = await addressOf(child);
  return {
    url,
    async stop() {
      process.off('exit', stopWithUs);
      if (child.exitCode !== null) return;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill();
      await ended;
    },
  };
}

/**
 * Returns the folder of the demo's outputs, made by the real demo with few events if there is none
 * that is newer than the jar.
 */
export function demoFolder(): string {
  const folder = join(VIEWER, 'target/demo');
  // What the demo writes last.
  const made = join(folder, 'datasets/phantoms/LATEST');
  if (!existsSync(made) || statSync(made).mtimeMs < statSync(jar()).mtimeMs) {
    rmSync(folder, { recursive: true, force: true });
    const opens = ['util', 'lang', 'lang.reflect', 'nio', 'net', 'time', 'text']
      .concat('util.concurrent', 'util.concurrent.atomic')
      .map((name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`);
    execFileSync(
      java(),
      [
        '-Xmx2g',
        ...opens,
        '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
        QUIET,
        ...main('demo', `--output=${folder}`, '--events=2000'),
      ],
      { cwd: VIEWER, stdio: ['ignore', 'ignore', 'inherit'] },
    );
  }
  return folder;
}

function java(): string {
  return process.env.JAVA ?? 'java';
}

function jar(): string {
  return process.env.RADLOOM_JAR ?? join(TARGET, 'radloom.jar');
}

function main(...args: string[]): string[] {
  const logBinding = process.env.RADLOOM_LOG_BINDING ?? join(TARGET, 'lib/slf4j-simple.jar');
  return ['-cp', `${jar()}:${logBinding}`, 'org.radloom.app.Main', ...args];
}

/** Returns the URL that the server says on its first line. */
async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the server has no standard output');
  for await (const line of createInterface(child.stdout)) {
    const url = /^Radloom viewer: (http:\S+)$/.exec(line)?.[1];
    // What comes after is not read: it fits into the pipe.
    if (url) return url;
    throw new Error(`the server's first line must say its address, but was: ${line}`);
  }
  throw new Error(`the server ended with ${child.exitCode} before it said its address`);
}

function buildSite(): void {
  const built = join(DIST, 'index.html');
  const sources = ['src', 'index.html', 'vite.config.ts', 'package-lock.json'];
  const newest = Math.max(...sources.map((path) => newestIn(join(VIEWER, path))));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel=warn'], {
    cwd: VIEWER,
    // The test runner says `test`, which would build for development.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

/** Returns when a file, or anything in a folder, was last changed. */
function newestIn(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
