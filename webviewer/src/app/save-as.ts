import { el } from './dom';

/** Lets the browser save a file under a name, where it saves downloads. */
export function saveAs(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  el('a', { href: url, download: name }).click();
  // Browsers read it some time after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
