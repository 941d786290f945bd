package org.radloom.localcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tree of Radloom with the real settings, and empty folders where the jars belong. */
final class TreeOfTests {
  private TreeOfTests() {}

  static Installation in(Path home) throws IOException {
    Path real = Installation.find().flinkSettings();
    Path settings = Files.createDirectories(home.resolve("flink-conf/standalone"));
    Files.copy(real.resolve("config.yaml"), settings.resolve("config.yaml"));
    for (String part : new String[] {"flink", "kafka", "s3"}) {
      Files.createDirectories(
          home.resolve("pipelines/local-cluster").resolve(part).resolve("target/lib"));
    }
    return new Installation(home);
  }
}
