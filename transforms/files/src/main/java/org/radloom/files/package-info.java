/** Files on this disk: who may open them, who holds them, and what their bytes come to. */
@NullMarked
package org.radloom.files;

import org.jspecify.annotations.NullMarked;
