import type { View, ViewContext } from '../app/view';
import type { Found } from '../data/found';

/** Shows every study and dataset version there is. */
export async function openWorklist(_context: ViewContext, _found: Found): Promise<View> {
  throw new Error('stub');
}
