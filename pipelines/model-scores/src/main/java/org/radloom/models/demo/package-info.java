/** Small honest models whose weights are formulas, for demonstrations on phantoms. */
@NullMarked
package org.radloom.models.demo;

import org.jspecify.annotations.NullMarked;
