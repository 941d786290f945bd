/** {@code bench faults}: the stream on a real cluster, with something broken in the middle. */
@NullMarked
package org.radloom.app.trials;

import org.jspecify.annotations.NullMarked;
