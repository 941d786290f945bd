/** Checks of what starts the nightly run where there is no Kubernetes: systemd and cron. */
@NullMarked
package org.radloom.flinkconf.scheduler;

import org.jspecify.annotations.NullMarked;
