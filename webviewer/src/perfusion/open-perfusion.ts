import type { View, ViewContext } from '../app/view';
import type { FoundStudy } from '../data/found';

/** Shows perfusion maps. */
export async function openPerfusion(_context: ViewContext, _study: FoundStudy): Promise<View> {
  throw new Error('stub');
}
