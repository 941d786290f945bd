/** {@code maps}: folders of CT volumes to calcium scores and perfusion maps. */
@NullMarked
package org.radloom.volumemaps;

import org.jspecify.annotations.NullMarked;
