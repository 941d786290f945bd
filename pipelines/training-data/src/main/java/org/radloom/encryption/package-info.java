/** Dataset versions that lie encrypted, and the key files they are encrypted with. No Beam. */
@NullMarked
package org.radloom.encryption;

import org.jspecify.annotations.NullMarked;
