package org.radloom.trainingdata.gate;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the gate's jars lie: in the tree of Radloom, not in the fat jar, since Spark and Flink do
 * not share a class path.
 *
 * @param module folder of the gate's module
 */
record GateInstallation(Path module) {
  private static final String HOME_PROPERTY = "radloom.home";
  private static final String MODULE = "pipelines/dataset-checks";
  private static final String MAIN = "org.radloom.datasetchecks.Main";
  private static final String HINT =
      "./radloom verify builds it; so does: mvn package -DskipTests -pl " + MODULE;

  /**
   * Returns the one of the tree that the property names, or else of the one around the working
   * folder.
   *
   * @throws IOException if it is not built
   */
  static GateInstallation find() throws IOException {
    String named = System.getProperty(HOME_PROPERTY);
    Path folder = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
    for (Path top = folder; top != null; top = named == null ? top.getParent() : null) {
      Path module = top.resolve(MODULE);
      if (Files.isDirectory(module)) {
        return in(module);
      }
    }
    throw new IOException(
        "there is no %s in %s; ./radloom knows where, otherwise set -D%s=DIR"
            .formatted(MODULE, folder, HOME_PROPERTY));
  }

  private static GateInstallation in(Path module) throws IOException {
    GateInstallation installation = new GateInstallation(module);
    if (!Files.isDirectory(installation.jars()) || !installation.hasClasses()) {
      throw new IOException("the gate is not built: %s. %s".formatted(installation.jars(), HINT));
    }
    return installation;
  }

  private boolean hasClasses() throws IOException {
    if (Files.isRegularFile(classes().resolve(MAIN.replace('.', '/') + ".class"))) {
      return true;
    }
    try (var found = Files.newDirectoryStream(jars(), "radloom-dataset-checks*.jar")) {
      return found.iterator().hasNext();
    }
  }

  private Path jars() {
    return module.resolve("target/lib");
  }

  private Path classes() {
    return module.resolve("target/classes");
  }

  /** Returns the words that start the gate, as far as its main class. */
  List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + module.resolve("jvm.options"),
        "-cp",
        classes() + File.pathSeparator + jars() + "/*",
        MAIN);
  }
}
