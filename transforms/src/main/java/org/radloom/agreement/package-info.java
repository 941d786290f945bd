/**
 * How far what models say agrees with the truth over many readings: confusion, overlap, precision
 * and recall, false positives per image. Summaries that many workers make and that are merged; no
 * Beam.
 */
@NullMarked
package org.radloom.agreement;

import org.jspecify.annotations.NullMarked;
