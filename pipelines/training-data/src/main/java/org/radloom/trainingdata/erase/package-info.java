/** {@code erase}: patients who are to be in no dataset any more, and where they still are. */
@NullMarked
package org.radloom.trainingdata.erase;

import org.jspecify.annotations.NullMarked;
