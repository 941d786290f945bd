import { el } from '../app/dom';
import type { ManifestFile } from '../data/manifest';
import type { DatasetPage } from './page';

/** Builds a link to a file of the version. */
export function fileLink(page: DatasetPage, file: ManifestFile): HTMLElement {
  return el('a', { href: page.files.url(file).href }, file.path);
}
