package org.radloom.lineage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A server that takes events by HTTP POST. */
final class LineageServer implements LineageSink {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int MULTIPLE_CHOICES = 300;

  private final URI address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  LineageServer(URI address) {
    this.address = address;
  }

  @Override
  public void send(String json) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    int status;
    try {
      status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (status < OK || status >= MULTIPLE_CHOICES) {
      throw new IOException("the server answered " + status);
    }
  }
}
