/** Checks of whole files, byte by byte: what a table cannot show. No Spark. */
@NullMarked
package org.radloom.datasetchecks.files;

import org.jspecify.annotations.NullMarked;
