/** What is said of a mammogram: domain terms and their rules, without files. */
@NullMarked
package org.radloom.gpuops.mammography;

import org.jspecify.annotations.NullMarked;
