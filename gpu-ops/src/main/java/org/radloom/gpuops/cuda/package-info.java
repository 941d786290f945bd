/** The JCuda calls, in one place: device selection, kernels, device memory. No arithmetic here. */
@NullMarked
package org.radloom.gpuops.cuda;

import org.jspecify.annotations.NullMarked;
