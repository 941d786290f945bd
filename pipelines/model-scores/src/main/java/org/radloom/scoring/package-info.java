/** Images and CT volumes to what models say of them: events, heatmaps and masks. */
@NullMarked
package org.radloom.scoring;

import org.jspecify.annotations.NullMarked;
