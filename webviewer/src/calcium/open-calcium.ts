import type { View, ViewContext } from '../app/view';
import type { FoundStudy } from '../data/found';

/** Shows a calcium score. */
export async function openCalcium(_context: ViewContext, _study: FoundStudy): Promise<View> {
  throw new Error('stub');
}
