/**
 * SavedModels of TensorFlow: its Java library runs them, and their weights are quantised here. A
 * module of its own, since the native libraries are 160 MB.
 */
@NullMarked
package org.radloom.models.tensorflow;

import org.jspecify.annotations.NullMarked;
