package org.radloom.localcluster;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests on to a server, but answers them with 503 for a while: when it is told to, or
 * from the first one whose path has some text in it. Requests that are under way are left alone.
 */
public final class UnsteadyRelay implements AutoCloseable {
  static {
    HostHeader.allow();
  }

  private static final Set<String> OF_A_CONNECTION =
      Set.of("connection", "content-length", "expect", "transfer-encoding");
  private static final byte[] SLOW_DOWN =
      "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
          .getBytes(StandardCharsets.UTF_8);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<String> headersSeen = new ConcurrentSkipListSet<>();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong awayUntil = new AtomicLong(Long.MIN_VALUE);
  private final HttpServer server;
  private final URI target;
  private final String trigger;
  private final Duration away;

  private UnsteadyRelay(HttpServer server, URI target, String trigger, Duration away) {
    this.server = server;
    this.target = target;
    this.trigger = trigger;
    this.away = away;
  }

  /** Starts one in front of the target. */
  public static UnsteadyRelay start(URI target, String trigger, Duration away) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    UnsteadyRelay relay = new UnsteadyRelay(server, target, trigger, away);
    server.createContext("/", relay::answer);
    server.setExecutor(relay.threads);
    server.start();
    return relay;
  }

  /** Starts one that passes everything on until {@link #refuse}. */
  public static UnsteadyRelay start(URI target) throws IOException {
    return start(target, "\0", Duration.ZERO);
  }

  /** Answers with 503 from now on, for so long. */
  public void refuse(Duration time) {
    awayUntil.set(System.nanoTime() + time.toNanos());
  }

  /** Returns where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Returns how many requests it has answered with 503. */
  public long refused() {
    return refused.get();
  }

  /** Returns the names of all headers that came, in lower case. */
  public Set<String> headersSeen() {
    return new TreeSet<>(headersSeen);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestHeaders().keySet().stream()
          .map(name -> name.toLowerCase(Locale.ROOT))
          .forEach(headersSeen::add);
      if (isAway(exchange.getRequestURI())) {
        refused.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(503, head ? -1 : SLOW_DOWN.length);
        if (!head) {
          exchange.getResponseBody().write(SLOW_DOWN);
        }
        return;
      }
      passOn(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAway(URI uri) {
    long now = System.nanoTime();
    if (uri.toString().contains(trigger)) {
      awayUntil.compareAndSet(Long.MIN_VALUE, now + away.toNanos());
    }
    long until = awayUntil.get();
    return until != Long.MIN_VALUE && now < until;
  }

  private void passOn(HttpExchange exchange) throws IOException, InterruptedException {
    URI uri = URI.create(target + exchange.getRequestURI().toString());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(exchange.getRequestMethod(), body(exchange));
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      if (!OF_A_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        header.getValue().forEach(value -> request.header(header.getKey(), value));
      }
    }
    HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      Headers headers = exchange.getResponseHeaders();
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                boolean head = exchange.getRequestMethod().equals("HEAD");
                if (head || !OF_A_CONNECTION.contains(name)) {
                  headers.put(name, values);
                }
              });
      long length = response.headers().firstValueAsLong("content-length").orElse(0);
      boolean bare =
          exchange.getRequestMethod().equals("HEAD")
              || response.statusCode() == 204
              || response.statusCode() == 304;
      boolean chunked = response.headers().firstValue("content-length").isEmpty();
      exchange.sendResponseHeaders(
          response.statusCode(), bare ? -1 : chunked ? 0 : length == 0 ? -1 : length);
      if (!bare) {
        OutputStream out = exchange.getResponseBody();
        in.transferTo(out);
      }
    }
  }

  private static BodyPublisher body(HttpExchange exchange) throws IOException {
    @Nullable String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length == null || length.equals("0")) {
      return BodyPublishers.noBody();
    }
    // At most a part of an upload.
    return BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
