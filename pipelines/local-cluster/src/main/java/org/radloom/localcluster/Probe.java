package org.radloom.localcluster;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;

/** Looks whether a server on this machine serves. */
final class Probe {
  private static final int TIMEOUT_MILLIS = 5000;

  private Probe() {}

  /** Returns true when the HTTP server answers at all; one that asks who calls serves, too. */
  static Optional<Boolean> http(int port) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try {
      return Optional.of(connection.getResponseCode() > 0).filter(answered -> answered);
    } finally {
      connection.disconnect();
    }
  }

  /** Returns true when the broker lists its topics. */
  static Optional<Boolean> kafka(int port) throws IOException, InterruptedException {
    // Its client would log each try to connect.
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
    }
    try (KafkaTopics topics = new KafkaTopics("127.0.0.1:" + port)) {
      topics.names();
    }
    return Optional.of(true);
  }
}
