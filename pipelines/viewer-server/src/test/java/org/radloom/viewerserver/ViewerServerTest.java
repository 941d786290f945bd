package org.radloom.viewerserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser gets, over real HTTP. */
final class ViewerServerTest {
  private static final String VOLUME = "data/maps/studies/S1/volume.nii.gz";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Path site;
  private final Path data;
  private ViewerServer server;

  ViewerServerTest(@TempDir Path site, @TempDir Path data) throws IOException {
    this.site = site;
    this.data = data;
    new ResultTree(site)
        .file("index.html", "<!doctype html>")
        .file("assets/main.js", "export {}")
        .file("assets/main.css", "a {}");
    new ResultTree(data)
        .worklist("maps/")
        .dataset("datasets/chest/")
        .file("datasets/chest/v1/csv/a.csv", "x")
        .file("datasets/chest/v1/report/index.html", "<!doctype html>")
        .file("datasets/chest/v1/rejects/r.jsonl", "{}")
        .file("datasets/chest/v1/t-train.tfrecord-00000-of-00001", "x")
        .file("demo.keys", "secret")
        .file("sample/events/1.jsonl", "{}")
        .file("maps/notes.json", "{}")
        .file("maps/studies/S1/.hidden", "x")
        .file("maps/.run-1/studies/S1/study.json", "{}");
    server = ViewerServer.start(site, new ResultFolder(data), 0);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(to(path));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void servesTheSiteAtItsRoot() throws Exception {
    assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
    assertThat(get("").body()).isEqualTo("<!doctype html>");
    assertThat(get("assets/main.js").body()).isEqualTo("export {}");
  }

  @ParameterizedTest
  @CsvSource({
    "'', text/html;charset=utf-8",
    "assets/main.js, text/javascript;charset=utf-8",
    "assets/main.css, text/css;charset=utf-8",
    "data/catalog.json, application/json",
    "data/maps/index.json, application/json",
    "data/maps/studies/S1/volume.nii.gz, application/gzip",
    "data/datasets/chest/LATEST, text/plain;charset=utf-8",
    "data/datasets/chest/v1/csv/a.csv, text/csv;charset=utf-8",
    "data/datasets/chest/v1/rejects/r.jsonl, application/x-ndjson",
    "data/datasets/chest/v1/t-train.tfrecord-00000-of-00001, application/octet-stream"
  })
  void saysWhatEachFileIs(String path, String type) throws Exception {
    HttpResponse<String> response = send(to(path).header("Accept-Encoding", "gzip, br"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).isEqualTo(type);
    assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void doesNotAnswerForAVolumeWithItsGzippedTwin() throws Exception {
    HttpResponse<String> response =
        send(to("data/maps/studies/S1/volume.nii").header("Accept-Encoding", "gzip"));

    assertThat(response.statusCode()).isEqualTo(404);
  }

  // RFC 9110, section 14: first to last byte, both included; a suffix counts from the end.
  @ParameterizedTest
  @CsvSource({
    "bytes=2-4, bytes 2-4/10, 234",
    "bytes=7-, bytes 7-9/10, 789",
    "bytes=-3, bytes 7-9/10, 789",
    "bytes=8-100, bytes 8-9/10, 89",
    "bytes=-100, bytes 0-9/10, 0123456789"
  })
  void servesRanges(String range, String contentRange, String body) throws Exception {
    HttpResponse<String> response = send(to(VOLUME).header("Range", range));

    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(header(response, "Content-Range")).isEqualTo(contentRange);
    assertThat(response.body()).isEqualTo(body);
  }

  @Test
  void refusesARangeBehindTheEnd() throws Exception {
    HttpResponse<String> response = send(to(VOLUME).header("Range", "bytes=10-"));

    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(header(response, "Content-Range")).isEqualTo("bytes */10");
  }

  @Test
  void sendsNothingAgainThatDidNotChange() throws Exception {
    HttpResponse<String> first = get(VOLUME);
    HttpResponse<String> again = send(to(VOLUME).header("If-None-Match", header(first, "ETag")));
    Files.writeString(data.resolve("maps/studies/S1/volume.nii.gz"), "01234567890");
    HttpResponse<String> changed = send(to(VOLUME).header("If-None-Match", header(first, "ETag")));

    assertThat(header(first, "ETag")).isNotEmpty();
    assertThat(header(first, "Last-Modified")).isNotEmpty();
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.body()).hasSize(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data/catalog.json", VOLUME})
  void answersHeadWithTheLengthAndNoBody(String path) throws Exception {
    HttpResponse<String> head = send(to(path).method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo("" + get(path).body().length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void refusesToDoMoreThanAnswer(String method) throws Exception {
    HttpResponse<String> response = send(to(VOLUME).method(method, BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data/demo.keys",
        "data/sample/events/1.jsonl",
        "data/maps/notes.json",
        "data/maps/studies/S1/.hidden",
        "data/maps/.run-1/studies/S1/study.json",
        "data/maps/studies/S1/",
        "data/maps/studies/S1",
        "data/maps/",
        "data/",
        "data",
        "data/index.json",
        "assets/",
        "nothing.js"
      })
  void doesNotTellWhatIsNotToBeShownFromWhatIsNotThere(String path) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualToIgnoringNewLines("404 Not Found");
  }

  @Test
  void followsNoLink(@TempDir Path elsewhere) throws Exception {
    Path secret = Files.writeString(elsewhere.resolve("secret.json"), "{}");
    Path study = data.resolve("maps/studies/S1");
    Files.createSymbolicLink(study.resolve("out.json"), secret);
    Files.createSymbolicLink(study.resolve("in.json"), data.resolve("demo.keys"));
    Files.createSymbolicLink(study.resolve("folder"), elsewhere);

    assertThat(get("data/maps/studies/S1/out.json").statusCode()).isEqualTo(404);
    assertThat(get("data/maps/studies/S1/in.json").statusCode()).isEqualTo(404);
    assertThat(get("data/maps/studies/S1/folder/secret.json").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", VOLUME, "data/catalog.json", "nothing.js"})
  void keepsPagesToThisServer(String path) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(header(response, "Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                + " connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(response, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(header(response, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(response.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void givesPagesOfTheResultsTheirOwnStyleAndNoScript() throws Exception {
    assertThat(header(get("data/datasets/chest/v1/report/index.html"), "Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
                + " form-action 'none'; frame-ancestors 'none'");
  }

  @Test
  void looksAgainForEachRequest() throws Exception {
    new ResultTree(data).worklist("more/");

    assertThat(get("data/catalog.json").body())
        .isEqualToIgnoringNewLines(
            "{\"format\":\"radloom-catalog/1\",\"worklists\":[\"maps/\",\"more/\"],"
                + "\"datasets\":[\"datasets/chest/\"]}");
    assertThat(get("data/more/index.json").statusCode()).isEqualTo(200);
  }

  @Test
  void servesAnOwnCatalogueAndWhatItListsAlone() throws Exception {
    String own = "{\"format\":\"radloom-catalog/1\",\"worklists\":[\"maps/\"],\"datasets\":[]}";
    new ResultTree(data).file("catalog.json", own);

    assertThat(get("data/catalog.json").body()).isEqualTo(own);
    assertThat(get(VOLUME).statusCode()).isEqualTo(200);
    assertThat(get("data/datasets/chest/LATEST").statusCode()).isEqualTo(404);
  }

  @Test
  void servesNamesWithBlanksAndForeignLetters() throws Exception {
    new ResultTree(data).worklist("Größe 50 %#?/").file("Größe 50 %#?/studies/é ü/a b.json", "{}");

    String folder = "data/Gr%C3%B6%C3%9Fe%2050%20%25%23%3F/";
    assertThat(get(folder + "index.json").statusCode()).isEqualTo(200);
    assertThat(get(folder + "studies/%C3%A9%20%C3%BC/a%20b.json").statusCode()).isEqualTo(200);
  }

  @Test
  void servesTheOutputOfMapsItself(@TempDir Path output) throws Exception {
    new ResultTree(output).worklist("").file("key", "secret");
    server.close();
    server = ViewerServer.start(site, new ResultFolder(output), 0);

    assertThat(get("data/index.json").body()).isEqualTo(ResultTree.WORKLIST);
    assertThat(get("data/studies/S1/volume.nii.gz").body()).isEqualTo(ResultTree.VOLUME);
    assertThat(get("data/key").statusCode()).isEqualTo(404);
  }

  @Test
  void namesTheFlagWhenThePortIsTaken() throws Exception {
    int taken = server.address().getPort();

    assertThatThrownBy(() -> ViewerServer.start(site, new ResultFolder(data), taken))
        .isInstanceOf(BindException.class)
        .hasNoCause()
        .hasMessageContaining("port " + taken)
        .hasMessageContaining("--port");
  }
}
