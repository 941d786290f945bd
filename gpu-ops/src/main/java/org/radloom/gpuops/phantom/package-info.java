/** Volumes with known answers, made from formulas, for the demo and the tests. */
@NullMarked
package org.radloom.gpuops.phantom;

import org.jspecify.annotations.NullMarked;
