/**
 * CT perfusion: from the rise and fall of contrast in every voxel to maps of flow, volume and time.
 * No files and no job here.
 */
@NullMarked
package org.radloom.gpuops.perfusion;

import org.jspecify.annotations.NullMarked;
