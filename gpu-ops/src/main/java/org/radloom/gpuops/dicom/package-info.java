/** DICOM series of CT slices, to volumes in memory. */
@NullMarked
package org.radloom.gpuops.dicom;

import org.jspecify.annotations.NullMarked;
