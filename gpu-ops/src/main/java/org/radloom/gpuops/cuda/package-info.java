/**
 * A device that runs kernels, and the JCuda calls behind it, in one place: device selection,
 * memory, streams, launches. No arithmetic here.
 */
@NullMarked
package org.radloom.gpuops.cuda;

import org.jspecify.annotations.NullMarked;
