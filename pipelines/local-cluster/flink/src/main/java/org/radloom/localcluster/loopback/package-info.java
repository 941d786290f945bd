/** What goes into the Flink processes beside Flink: what keeps their servers on this machine. */
@NullMarked
package org.radloom.localcluster.loopback;

import org.jspecify.annotations.NullMarked;
