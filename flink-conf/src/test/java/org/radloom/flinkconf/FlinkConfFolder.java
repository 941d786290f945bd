package org.radloom.flinkconf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder of settings: everything in it but the module that checks it. */
public final class FlinkConfFolder {
  /** {@code flink-conf/}, which is where Maven runs this module's tests. */
  public static final Path ROOT = Path.of("").toAbsolutePath();

  private FlinkConfFolder() {}

  /** Returns every file of settings, in the order of their paths. */
  public static List<Path> files() {
    try (Stream<Path> walk = Files.walk(ROOT)) {
      return walk.filter(Files::isRegularFile).filter(FlinkConfFolder::isSetting).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the files whose name ends in one of the endings. */
  public static List<Path> files(String... endings) {
    return files().stream()
        .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
        .toList();
  }

  private static boolean isSetting(Path file) {
    Path inside = ROOT.relativize(file);
    String top = inside.getName(0).toString();
    return inside.getNameCount() > 1 && !top.equals("src") && !top.equals("target");
  }
}
