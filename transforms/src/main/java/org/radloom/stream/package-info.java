/**
 * Events that never end: what one message says, what it is known by, and how what came in is kept.
 * No Beam.
 */
@NullMarked
package org.radloom.stream;

import org.jspecify.annotations.NullMarked;
