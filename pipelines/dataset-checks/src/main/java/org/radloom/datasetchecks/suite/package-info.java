/** Suites of expectations: YAML in, rules over tables out. No Spark. */
@NullMarked
package org.radloom.datasetchecks.suite;

import org.jspecify.annotations.NullMarked;
