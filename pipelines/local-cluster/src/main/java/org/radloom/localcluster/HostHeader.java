package org.radloom.localcluster;

/**
 * Lets Java's HTTP client send a Host header that it is given, which {@link UnsteadyRelay} passes
 * on: the signature of a request covers it. The client reads the setting once, so everything here
 * that has a client asks for it first.
 */
final class HostHeader {
  private HostHeader() {}

  static void allow() {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }
}
