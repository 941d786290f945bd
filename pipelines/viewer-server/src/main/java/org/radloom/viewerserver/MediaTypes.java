package org.radloom.viewerserver;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What each file is called on the web. */
final class MediaTypes {
  private static final String BYTES = "application/octet-stream";

  /** A gzipped volume is a gzipped volume: no Content-Encoding, so nobody unpacks it on the way. */
  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("html", "text/html;charset=utf-8"),
          Map.entry("js", "text/javascript;charset=utf-8"),
          Map.entry("css", "text/css;charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("jsonl", "application/x-ndjson"),
          Map.entry("ndjson", "application/x-ndjson"),
          Map.entry("csv", "text/csv;charset=utf-8"),
          Map.entry("txt", "text/plain;charset=utf-8"),
          Map.entry("md", "text/plain;charset=utf-8"),
          Map.entry("pbtxt", "text/plain;charset=utf-8"),
          Map.entry("gz", "application/gzip"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("webmanifest", "application/manifest+json"));

  private MediaTypes() {}

  /** Returns the type of the file by its name; bytes, where the name says nothing. */
  static String of(Path file) {
    String name = file.getFileName().toString();
    if (name.equals("LATEST")) {
      return "text/plain;charset=utf-8";
    }
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return BY_ENDING.getOrDefault(ending, BYTES);
  }
}
