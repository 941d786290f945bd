/** {@code ingest}: events that never end, and {@code replay} of what it could not use. */
@NullMarked
package org.radloom.trainingdata.ingest;

import org.jspecify.annotations.NullMarked;
