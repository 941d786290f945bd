/** Speech to text with exported Whisper models. */
@NullMarked
package org.radloom.speech;

import org.jspecify.annotations.NullMarked;
