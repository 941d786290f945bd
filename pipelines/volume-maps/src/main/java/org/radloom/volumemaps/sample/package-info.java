/** Volumes with known answers as files, for the demo and the tests. */
@NullMarked
package org.radloom.volumemaps.sample;

import org.jspecify.annotations.NullMarked;
