/** What a running Flink tells Prometheus, and whether the dashboard and the alerts ask for it. */
@NullMarked
package org.radloom.flinkconf.metrics;

import org.jspecify.annotations.NullMarked;
