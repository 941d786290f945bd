package org.radloom.viewerserver;

import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What every request passes: it must be meant for this server, and only asks. A page of another
 * name that resolves to this machine (DNS rebinding) could otherwise read everything here; the
 * headers keep the site's own scripts to this server.
 */
final class Gate extends Handler.Wrapper {
  private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final int HTTP_PORT = 80;

  private static final String POLICY = "Content-Security-Policy";

  private static final HttpFields HEADERS =
      HttpFields.build()
          .add(
              POLICY,
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                  + " connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'")
          .add("X-Content-Type-Options", "nosniff")
          .add("Referrer-Policy", "no-referrer")
          .add("Cross-Origin-Resource-Policy", "same-origin")
          .add("Cross-Origin-Opener-Policy", "same-origin")
          .asImmutable();

  /**
   * A page of the results, a report for instance, has its style within it, and no script at all.
   */
  private static final String POLICY_OF_RESULTS =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  Gate(Handler behind) {
    super(behind);
  }

  /** Sets what every response carries, errors too. */
  static void addHeaders(HttpFields.Mutable headers) {
    HEADERS.forEach(headers::put);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    addHeaders(response.getHeaders());
    String path = Request.getPathInContext(request);
    if (path.startsWith(ShownFiles.DATA) && path.endsWith(".html")) {
      response.getHeaders().put(POLICY, POLICY_OF_RESULTS);
    }
    if (!isForHere(request)) {
      Response.writeError(request, response, callback, HttpStatus.MISDIRECTED_REQUEST_421);
      return true;
    }
    if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
      Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
      return true;
    }
    return super.handle(request, response, callback);
  }

  private static boolean isForHere(Request request) {
    int port = Request.getLocalPort(request);
    List<String> hosts =
        request.getHeaders().getFields(HttpHeader.HOST).stream().map(HttpField::getValue).toList();
    HttpURI uri = request.getHttpURI();
    return hosts.size() == 1
        && isHere(hosts.get(0), port)
        // A request line may name another host than the header does.
        && (uri.getAuthority() == null || isHere(uri.getAuthority(), port));
  }

  private static boolean isHere(String authority, int port) {
    String suffix = ":" + port;
    boolean named = authority.endsWith(suffix);
    return (named || port == HTTP_PORT)
        && HERE.contains(
            named ? authority.substring(0, authority.length() - suffix.length()) : authority);
  }
}
