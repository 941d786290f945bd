import type { Worklist, WorklistEntry } from './formats';
import type { Manifest } from './manifest';
import type { ListedModel } from './models';

/** What the catalogue led to, with problems instead of what could not be read. */
export interface Found {
  readonly studies: readonly FoundStudy[];
  readonly worklists: readonly { readonly url: URL; readonly worklist: Worklist }[];
  readonly versions: readonly FoundVersion[];
  readonly models: readonly ListedModel[];
  readonly problems: readonly unknown[];
}

export interface FoundStudy {
  /** Names the study in the URL of the page: unique in the catalogue, and no patient data. */
  readonly key: string;
  readonly entry: WorklistEntry;
  /** The study's folder, ending in `/`. */
  readonly folder: URL;
}

export interface FoundVersion {
  /** Names the version in the URL of the page, for example `chest/v2`. */
  readonly key: string;
  readonly dataset: string;
  readonly version: string;
  readonly latest: boolean;
  /** The version's folder, ending in `/`. */
  readonly folder: URL;
  readonly manifest: Manifest;
}
