/** Expectations as Deequ checks on embedded Spark. */
@NullMarked
package org.radloom.datasetchecks.deequ;

import org.jspecify.annotations.NullMarked;
