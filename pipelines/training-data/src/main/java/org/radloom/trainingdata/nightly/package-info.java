/**
 * The run that a scheduler starts every night: a check of the store, an export named after the
 * night, and the removal of old versions.
 */
@NullMarked
package org.radloom.trainingdata.nightly;

import org.jspecify.annotations.NullMarked;
