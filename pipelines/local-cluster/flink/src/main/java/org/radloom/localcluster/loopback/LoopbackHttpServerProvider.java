package org.radloom.localcluster.loopback;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import com.sun.net.httpserver.spi.HttpServerProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Makes the JDK's HTTP servers, but where one asks for every address of the machine it gets the
 * loopback address alone. Flink's Prometheus reporter asks so and has no setting for it.
 *
 * <p>Chosen by {@code -Dcom.sun.net.httpserver.HttpServerProvider=} and this name; needs {@code
 * --add-exports=jdk.httpserver/sun.net.httpserver=ALL-UNNAMED}.
 */
public final class LoopbackHttpServerProvider extends HttpServerProvider {
  private final HttpServerProvider jdk;

  /** Loads the provider that the JDK would have taken. */
  public LoopbackHttpServerProvider() throws ReflectiveOperationException {
    // Named, as the JDK finds it by no service: asking for the provider would find this one.
    this.jdk =
        Class.forName("sun.net.httpserver.DefaultHttpServerProvider")
            .asSubclass(HttpServerProvider.class)
            .getConstructor()
            .newInstance();
  }

  @Override
  public HttpServer createHttpServer(InetSocketAddress address, int backlog) throws IOException {
    return jdk.createHttpServer(onLoopback(address), backlog);
  }

  @Override
  public HttpsServer createHttpsServer(InetSocketAddress address, int backlog) throws IOException {
    return jdk.createHttpsServer(onLoopback(address), backlog);
  }

  private static InetSocketAddress onLoopback(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    return host != null && host.isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
        : address;
  }
}
