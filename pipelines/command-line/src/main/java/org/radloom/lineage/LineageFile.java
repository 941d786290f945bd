package org.radloom.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file with one event a line. Events are appended, each by one write, so that several runs may
 * share it.
 *
 * @param path the file; its folder is made where it is missing
 */
record LineageFile(Path path) implements LineageSink {
  @Override
  public void send(String json) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(
        path, (json + "\n").getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
