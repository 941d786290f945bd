/** {@code bench maps}: scores and maps against one pass over the memory, scipy and numpy. */
@NullMarked
package org.radloom.volumemaps.bench;

import org.jspecify.annotations.NullMarked;
