/**
 * Volumes in memory: voxels, the space they lie in, and what is wrong with those that can't be had.
 * No file formats here.
 */
@NullMarked
package org.radloom.gpuops.volume;

import org.jspecify.annotations.NullMarked;
