/** Commands about models. */
@NullMarked
package org.radloom.models.command;

import org.jspecify.annotations.NullMarked;
