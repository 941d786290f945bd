/** What is watched of a model in use, and when somebody is told. No Beam. */
@NullMarked
package org.radloom.watch;

import org.jspecify.annotations.NullMarked;
