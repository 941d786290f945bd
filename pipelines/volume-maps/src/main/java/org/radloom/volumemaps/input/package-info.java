/**
 * What a run finds in its input folder: sidecars, and the volumes beside them. Nothing is scored.
 */
@NullMarked
package org.radloom.volumemaps.input;

import org.jspecify.annotations.NullMarked;
