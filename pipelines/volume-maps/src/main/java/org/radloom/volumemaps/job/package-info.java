/** The Beam job: references to studies in, outcomes out, the worklist last. Voxels never travel. */
@NullMarked
package org.radloom.volumemaps.job;

import org.jspecify.annotations.NullMarked;
