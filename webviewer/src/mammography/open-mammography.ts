import type { View, ViewContext } from '../app/view';
import type { FoundStudy } from '../data/found';

/** Shows a mammography and what a model found in it. */
export async function openMammography(_context: ViewContext, _study: FoundStudy): Promise<View> {
  throw new Error('stub');
}
