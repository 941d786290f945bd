import type { View, ViewContext } from '../app/view';
import type { FoundVersion } from '../data/found';

/** Shows a dataset version. */
export async function openDataset(_context: ViewContext, _version: FoundVersion): Promise<View> {
  throw new Error('stub');
}
