/**
 * Steps of the stream, one idea a class. All state is in the global window, so that nothing is ever
 * dropped as late; what travels are rows of a {@link org.radloom.stream.Place} and a {@link
 * org.radloom.stream.Message}.
 */
@NullMarked
package org.radloom.transforms.stream;

import org.jspecify.annotations.NullMarked;
