/**
 * Tells a lineage server, or a file, what a job read and made, as events of OpenLineage. Nothing
 * but names, counts and kinds of failures leaves here: no message of an exception, no event, no
 * record.
 */
@NullMarked
package org.radloom.lineage;

import org.jspecify.annotations.NullMarked;
