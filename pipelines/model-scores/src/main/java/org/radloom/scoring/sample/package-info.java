/** Made-up hearts with known volumes. */
@NullMarked
package org.radloom.scoring.sample;

import org.jspecify.annotations.NullMarked;
