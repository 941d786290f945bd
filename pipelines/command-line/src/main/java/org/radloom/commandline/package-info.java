/**
 * The command line: from arguments to exit codes. Commands parse and report; the work is elsewhere.
 */
@NullMarked
package org.radloom.commandline;

import org.jspecify.annotations.NullMarked;
