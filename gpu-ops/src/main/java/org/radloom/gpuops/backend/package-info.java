/**
 * Which machine computes: the user's choice, what this computer has, and what happens when a device
 * fails. No arithmetic and no CUDA call here.
 */
@NullMarked
package org.radloom.gpuops.backend;

import org.jspecify.annotations.NullMarked;
