/** Models in ONNX files: ONNX Runtime runs them, and their weights are quantised here. */
@NullMarked
package org.radloom.models.onnx;

import org.jspecify.annotations.NullMarked;
