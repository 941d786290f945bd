/**
 * One study from its files to its result: read within the memory there is, compute, write. Knows no
 * Beam.
 */
@NullMarked
package org.radloom.volumemaps.study;

import org.jspecify.annotations.NullMarked;
