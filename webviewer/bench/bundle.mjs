import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** Returns the gzipped bytes of index.html and of the scripts and styles that it names. */
export function entryBundleBytes(site) {
  const html = readFileSync(`${site}/index.html`, 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)];
  const files = ['index.html', ...named.map(([, path]) => path)];
  return files
    .map((path) => gzipSync(readFileSync(`${site}/${path}`)).length)
    .reduce((sum, bytes) => sum + bytes, 0);
}
