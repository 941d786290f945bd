/**
 * What a run leaves behind: folders of studies put in place by rename, the worklist of all of them,
 * and the folder the run works in. Nothing is computed here.
 */
@NullMarked
package org.radloom.volumemaps.output;

import org.jspecify.annotations.NullMarked;
