/** How the threads of this process share work. Nothing about volumes or devices here. */
@NullMarked
package org.radloom.gpuops.parallel;

import org.jspecify.annotations.NullMarked;
