/** NIfTI-1 files, .nii and .nii.gz, to volumes in memory and back. */
@NullMarked
package org.radloom.gpuops.nifti;

import org.jspecify.annotations.NullMarked;
