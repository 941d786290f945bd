/** {@code keys}: the secret keys that pseudonyms, splits and encryption are made with. */
@NullMarked
package org.radloom.trainingdata.keys;

import org.jspecify.annotations.NullMarked;
