import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, totalmem, type } from 'node:os';
import { browserVersion } from './chromium.mjs';

/** Returns what was measured on: date, processor, memory, system, browser. */
export async function describeMachine() {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}`,
    `${availableParallelism()} cores`,
    cpus()[0]?.model.trim(),
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `${type()} ${arch()}`,
    `Chromium ${await browserVersion()}, headless, WebGL on the processor (SwiftShader)`,
    `viewer ${version}`,
  ].join(', ');
}
