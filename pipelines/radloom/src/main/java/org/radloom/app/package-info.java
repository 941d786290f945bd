/** The one program: every command of every job, what the launcher starts and a cluster is sent. */
@NullMarked
package org.radloom.app;

import org.jspecify.annotations.NullMarked;
