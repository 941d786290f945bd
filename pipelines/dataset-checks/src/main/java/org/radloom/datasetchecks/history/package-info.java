/** Metrics of published versions, which anomalies are told by. */
@NullMarked
package org.radloom.datasetchecks.history;

import org.jspecify.annotations.NullMarked;
