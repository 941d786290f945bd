import { version } from '../../package.json';

/** The version of this viewer, as reports name it. */
export const VIEWER_VERSION = version;
