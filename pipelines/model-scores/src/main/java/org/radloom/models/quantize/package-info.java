/** 8-bit weights: how they are rounded, and what a model loses by it. */
@NullMarked
package org.radloom.models.quantize;

import org.jspecify.annotations.NullMarked;
