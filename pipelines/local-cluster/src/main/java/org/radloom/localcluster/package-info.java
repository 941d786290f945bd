/**
 * Flink, Kafka and an S3 server as processes of this machine, for tests, fault trials, benchmarks
 * and people: real ones, from their own jars, bound to the loopback address. No jobs live here.
 */
@NullMarked
package org.radloom.localcluster;

import org.jspecify.annotations.NullMarked;
