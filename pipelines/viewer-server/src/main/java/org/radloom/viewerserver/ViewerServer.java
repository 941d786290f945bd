package org.radloom.viewerserver;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The web server: the site at {@code /}, a folder's catalogued files at {@code /data/}. */
final class ViewerServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MAX_THREADS = 32;

  private final Server server;
  private final ServerConnector connector;

  private ViewerServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts to serve.
   *
   * @param site the folder of the built site
   * @param results the folder that is looked through
   * @param port from 0, which takes any free one
   * @throws BindException if the port can't be had; the message names it
   */
  static ViewerServer start(Path site, ResultFolder results, int port) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("viewer");
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // Names may hold a percent sign; what is encoded twice is decoded once, see ShownFiles.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with("viewer", UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(LOOPBACK);
    connector.setPort(port);
    server.addConnector(connector);

    PlainFiles siteFiles = new PlainFiles(site);
    ShownFiles shown = new ShownFiles(siteFiles, results, ResourceFactory.of(server));
    ResourceHandler files =
        new ResourceHandler(new CatalogueHandler(results)) {
          // Without Jetty's caches, which would hold volumes in memory.
          @Override
          protected HttpContent.Factory newHttpContentFactory() {
            return shown;
          }
        };
    files.setBaseResource(ResourceFactory.of(files).newResource(siteFiles.root()));
    files.setEtags(true);
    files.setDirAllowed(false);
    // Else volume.nii would be answered with volume.nii.gz, unpacked by the browser.
    files.setPrecompressedFormats();
    files.setCacheControl("no-cache");
    server.setHandler(new Gate(files));
    server.setErrorHandler(ViewerServer::sayError);
    server.setStopAtShutdown(true);
    try {
      server.start();
    } catch (Exception e) {
      throw failure(e, server, port);
    }
    return new ViewerServer(server, connector);
  }

  private static IOException failure(Exception problem, Server server, int port) {
    try {
      server.stop();
    } catch (Exception e) {
      problem.addSuppressed(e);
    }
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        BindException failure =
            new BindException(
                "cannot listen on port %d (%s); choose another with --port, or a free one with --port=0"
                    .formatted(port, cause.getMessage()));
        failure.addSuppressed(problem);
        return failure;
      }
    }
    return new IOException("the web server did not start", problem);
  }

  private static boolean sayError(Request request, Response response, Callback callback) {
    Gate.addHeaders(response.getHeaders());
    int status = response.getStatus();
    if (status == HttpStatus.METHOD_NOT_ALLOWED_405) {
      response.getHeaders().put(HttpHeader.ALLOW, HttpMethod.GET + ", " + HttpMethod.HEAD);
    }
    byte[] text =
        "%d %s%n".formatted(status, HttpStatus.getMessage(status)).getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(text), callback);
    return true;
  }

  /** Returns where it can be reached, ending in a slash. */
  URI address() {
    return URI.create("http://%s:%d/".formatted(LOOPBACK, connector.getLocalPort()));
  }

  /** Waits until it is stopped. */
  void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IOException("the web server did not stop", e);
    }
  }
}
