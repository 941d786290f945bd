/** Checks of the settings in this folder. Test code alone: nothing here is part of a job. */
@NullMarked
package org.radloom.flinkconf;

import org.jspecify.annotations.NullMarked;
