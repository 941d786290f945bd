/** Phantoms for models to be asked about, and what is in them. */
@NullMarked
package org.radloom.scoring.sample;

import org.jspecify.annotations.NullMarked;
