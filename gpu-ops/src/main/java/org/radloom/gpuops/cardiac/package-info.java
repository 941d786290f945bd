/** What is measured of the heart: volumes of chambers, and what share is ejected. No files. */
@NullMarked
package org.radloom.gpuops.cardiac;

import org.jspecify.annotations.NullMarked;
