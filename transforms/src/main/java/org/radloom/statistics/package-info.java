/**
 * How two sets differ, how far a confidence can be trusted, and which labels look wrong. Plain
 * arithmetic over numbers: no files, no records, no Beam.
 */
@NullMarked
package org.radloom.statistics;

import org.jspecify.annotations.NullMarked;
