package org.radloom.localcluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The TCP ports of a cluster. A process that is started again keeps its own.
 *
 * @param jobManager where TaskManagers speak to the JobManager
 * @param rest Flink's REST interface and web pages
 * @param kafka where clients reach the broker
 * @param kafkaController the broker's controller
 * @param s3 the S3 server
 * @param metrics the first of {@link #METRICS} ports, one for each Flink process
 */
record ClusterPorts(int jobManager, int rest, int kafka, int kafkaController, int s3, int metrics) {

  /** Metrics ports in a row: TaskManagers at most, the JobManager, and some slack. */
  static final int METRICS = ClusterSettings.MAX + 4;

  /**
   * Below the ports that systems hand to outgoing connections, so that none of those takes the port
   * of a process that is down for a moment.
   */
  private static final int FIRST = 20_000;

  private static final int LAST = 30_000;
  private static final int SINGLE = 5;
  private static final int MAX_TRIES = 1000;

  /** Returns ports that are free now. */
  static ClusterPorts free() throws IOException {
    Random random = new SecureRandom();
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      int first = FIRST + random.nextInt(LAST - FIRST - SINGLE - METRICS);
      if (allFree(first, SINGLE + METRICS)) {
        return new ClusterPorts(first, first + 1, first + 2, first + 3, first + 4, first + SINGLE);
      }
    }
    throw new IOException(
        "found no %d free ports in a row between %d and %d"
            .formatted(SINGLE + METRICS, FIRST, LAST));
  }

  /** Returns whether all of them are free, as far as they must be for a first start. */
  boolean areFree() {
    return List.of(jobManager, rest, kafka, kafkaController, s3).stream()
        .allMatch(ClusterPorts::isFree);
  }

  private static boolean allFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      if (!isFree(port)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the ports of the metrics as Flink's range, for example {@code 20005-20024}. */
  String metricsRange() {
    return "%d-%d".formatted(metrics, metrics + METRICS - 1);
  }

  /** Returns every port on which a Flink process may offer metrics. */
  List<Integer> metricsPorts() {
    List<Integer> ports = new ArrayList<>();
    for (int port = metrics; port < metrics + METRICS; port++) {
      ports.add(port);
    }
    return List.copyOf(ports);
  }
}
