import type { ViewContext } from '../app/view';
import type { FoundVersion } from '../data/found';
import type { VersionFiles } from './version-files';

/** What every panel of the view works with. */
export interface DatasetPage {
  readonly context: ViewContext;
  readonly version: FoundVersion;
  readonly files: VersionFiles;
  /** A setting of the view in the URL, or null. */
  setting(name: SettingName): string | null;
  /** Writes a setting into the URL; null takes it away. */
  set(name: SettingName, value: string | null): void;
}

export type SettingName = 'tab' | 'type' | 'split' | 'category' | 'page' | 'rejects' | 'reason';

/** A part of the view behind a tab. */
export interface Panel {
  readonly id: string;
  readonly label: string;
  /** Fills `host`; called when the tab is first opened. */
  open(host: HTMLElement, page: DatasetPage): void;
}
