/**
 * The audit trail of an output folder: who-did-what as a chain of hashes in signed segments, and
 * the command that checks it. Counts, names of datasets, options, key ids and digests go in here;
 * patient data, paths and ids of inputs may not.
 */
@NullMarked
package org.radloom.audit;

import org.jspecify.annotations.NullMarked;
