/** Whether Kubernetes and the Flink operator understand the objects here, and versions agree. */
@NullMarked
package org.radloom.flinkconf.kubernetes;

import org.jspecify.annotations.NullMarked;
