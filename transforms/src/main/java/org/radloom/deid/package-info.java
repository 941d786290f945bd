/** Finds and takes out what names or numbers a person in free text and file names. No Beam. */
@NullMarked
package org.radloom.deid;

import org.jspecify.annotations.NullMarked;
