/** {@code keys}: the secret keys that pseudonyms and splits are made with. */
@NullMarked
package org.radloom.trainingdata.keys;

import org.jspecify.annotations.NullMarked;
