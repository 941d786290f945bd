/**
 * Models in folders: what they say of themselves, how they are checked, opened, asked and combined.
 * Engines that run them are found on the class path. No Beam.
 */
@NullMarked
package org.radloom.models;

import org.jspecify.annotations.NullMarked;
