/**
 * What a model needs of images and volumes before it sees them, and what is made of its answers:
 * grids, intensities, boxes, masks. Each step is an interface whose CPU form says what is right, so
 * that a device can do it too.
 */
@NullMarked
package org.radloom.gpuops.images;

import org.jspecify.annotations.NullMarked;
