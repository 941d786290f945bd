/** What the checks found, as a table and as {@code checks.json}; no raw values. */
@NullMarked
package org.radloom.datasetchecks.results;

import org.jspecify.annotations.NullMarked;
