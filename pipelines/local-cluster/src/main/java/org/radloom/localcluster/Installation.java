package org.radloom.localcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The tree of Radloom that the jars and settings of the processes lie in.
 *
 * @param home its top
 */
record Installation(Path home) {
  /** Names the top of the tree; the launcher sets it. */
  static final String HOME_PROPERTY = "radloom.home";

  private static final String SETTINGS = "flink-conf/standalone";

  /**
   * Returns the tree that the property names, or else the one around the working folder.
   *
   * @throws IOException if there is none
   */
  static Installation find() throws IOException {
    String named = System.getProperty(HOME_PROPERTY);
    Path folder = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
    for (Path top = folder; top != null; top = named == null ? top.getParent() : null) {
      if (Files.isRegularFile(top.resolve(SETTINGS).resolve("config.yaml"))) {
        return new Installation(top);
      }
    }
    throw new IOException(
        "there is no %s/config.yaml in %s; ./radloom cluster knows where, otherwise set -D%s=DIR"
            .formatted(SETTINGS, folder, HOME_PROPERTY));
  }

  /** Returns the folder of Flink's settings. */
  Path flinkSettings() {
    return home.resolve(SETTINGS);
  }

  /** Returns where the fat jar is when it is built. */
  Path jobJar() {
    return home.resolve("pipelines/radloom/target/radloom.jar");
  }

  /**
   * Returns the class path of Flink, Kafka or the S3 server, for Java's {@code -cp}.
   *
   * @param of {@code flink}, {@code kafka} or {@code s3}
   * @throws IOException if its jars are not there
   */
  String classPath(String of) throws IOException {
    Path jars = home.resolve("pipelines/local-cluster").resolve(of).resolve("target/lib");
    if (!Files.isDirectory(jars)) {
      throw new IOException(
          "the jars of %s are not there: %s. ./radloom cluster up gets them; so does: mvn package -pl pipelines/local-cluster/%s"
              .formatted(of, jars, of));
    }
    return jars + "/*";
  }
}
