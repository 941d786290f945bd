/** The gate: checks a dataset version before it is published, in a Java process of its own. */
@NullMarked
package org.radloom.datasetchecks;

import org.jspecify.annotations.NullMarked;
