/** The gate, as the process that publishes a version calls it; it runs in a Java of its own. */
@NullMarked
package org.radloom.trainingdata.gate;

import org.jspecify.annotations.NullMarked;
