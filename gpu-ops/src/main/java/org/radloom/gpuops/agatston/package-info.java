/**
 * Coronary calcium: islands of dense voxels in a slice, found on the CPU or the GPU, and the scores
 * that follow from them. No files and no job here.
 */
@NullMarked
package org.radloom.gpuops.agatston;

import org.jspecify.annotations.NullMarked;
