/** The command that transcribes recordings. */
@NullMarked
package org.radloom.speech.command;

import org.jspecify.annotations.NullMarked;
