/** Whether Flink knows the options that the settings name. */
@NullMarked
package org.radloom.flinkconf.options;

import org.jspecify.annotations.NullMarked;
