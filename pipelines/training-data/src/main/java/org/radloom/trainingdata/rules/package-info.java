/** What events become records by: flags that {@code export} and {@code ingest} share. */
@NullMarked
package org.radloom.trainingdata.rules;

import org.jspecify.annotations.NullMarked;
