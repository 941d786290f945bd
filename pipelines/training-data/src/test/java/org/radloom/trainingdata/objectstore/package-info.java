/** An S3 server for tests, and what goes wrong with one. */
@NullMarked
package org.radloom.trainingdata.objectstore;

import org.jspecify.annotations.NullMarked;
