package org.radloom.viewerserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as no decent client sends them, byte by byte. */
final class GateTest {
  private static ViewerServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Path site = new ResultTree(folder.resolve("site")).file("index.html", "x").root();
    ResultTree data = new ResultTree(folder.resolve("data")).worklist("maps/");
    data.file("demo.keys", "secret").file("maps/studies/S1/a\\b.json", "{}");
    new ResultTree(folder).file("outside.json", "secret");
    server = ViewerServer.start(site, new ResultFolder(data.root()), 0);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /** Returns the whole answer. PORT in the request stands for the server's port. */
  private static String answer(String request) throws IOException {
    int port = server.address().getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String whole = request.replace("PORT", "" + port) + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(whole.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static int status(String request) throws IOException {
    return Integer.parseInt(answer(request).substring("HTTP/1.1 ".length()).substring(0, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:PORT", "localhost:PORT", "[::1]:PORT"})
  void letsInWhoeverMeansThisServer(String host) throws IOException {
    assertThat(status("GET / HTTP/1.1\r\nHost: %s\r\n".formatted(host))).isEqualTo(200);
  }

  // A name of an attacker that resolves to 127.0.0.1 makes a page of his the same origin.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:PORT",
        "127.0.0.1.evil.example:PORT",
        "localhost.evil.example:PORT",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:1",
        "0.0.0.0:PORT",
        "127.1:PORT",
        "user@127.0.0.1:PORT",
        "evil:PORT@127.0.0.1:PORT"
      })
  void turnsAwayWhoeverMeansAnother(String host) throws IOException {
    assertThat(status("GET / HTTP/1.1\r\nHost: %s\r\n".formatted(host))).isIn(400, 421);
  }

  @Test
  void turnsAwayWhoeverSaysNotWhom() throws IOException {
    assertThat(status("GET / HTTP/1.1\r\n")).isEqualTo(400);
    assertThat(status("GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil\r\n")).isEqualTo(400);
    assertThat(status("GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n"))
        .isIn(400, 421);
  }

  @ParameterizedTest
  @CsvSource({
    "/data/../data/demo.keys",
    "/data/maps/studies/../../demo.keys",
    "/data/maps/studies/%2e%2e/%2e%2e/demo.keys",
    "/data/maps/studies/%2E%2E/../demo.keys",
    "/data/maps/studies/..%2f..%2fdemo.keys",
    "/data/maps/studies/%252e%252e/%252e%252e/demo.keys",
    "/data/maps/studies/..%5c..%5cdemo.keys",
    "/data/maps/studies/..;/..;/demo.keys",
    "/data/maps/studies/.%00./demo.keys",
    "/data/maps/studies/S1/../../../../outside.json",
    "/data/../../outside.json",
    "/../outside.json",
    "/..%2foutside.json",
    "/%2e%2e/outside.json",
    "//outside.json",
    "/data//demo.keys",
    "/data/./demo.keys",
    "/data/maps//studies/S1/study.json",
    "/data/maps/studies/S1/a%5cb.json",
    "/data/maps/studies/%c0%ae%c0%ae/%c0%ae%c0%ae/demo.keys",
    "/data/maps/studies/%ff.json",
    "/data/maps/studies/S1/study.json%00.png",
    "/data/maps/studies/S1/study.json/"
  })
  void leadsNowhereElse(String path) throws IOException {
    String answer = answer("GET %s HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n".formatted(path));

    assertThat(answer.substring("HTTP/1.1 ".length()).substring(0, 3)).isIn("400", "404");
    assertThat(answer)
        .doesNotContain("secret")
        .contains("Content-Security-Policy: default-src 'none'")
        .doesNotContain("Exception");
  }
}
