package org.radloom.models.quantize;

import org.jspecify.annotations.Nullable;
import org.radloom.models.Tensor;

/**
 * Something to ask two models about.
 *
 * @param input normalised, a batch of one
 * @param truth labels on the grid of the input, 0 for background, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Read once; never compared.
record SampleItem(Tensor input, byte @Nullable [] truth) {}
