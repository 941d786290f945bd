package org.radloom.localcluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java process to be started.
 *
 * @param name what it is called in the cluster
 * @param command what comes after {@code java}
 * @param environment added to this process's own
 * @param printed where its output goes, at the end of what is there
 */
record Launch(String name, List<String> command, Map<String, String> environment, Path printed) {

  /** The cluster's processes may know the cluster's S3 server, and no other. */
  private static final List<String> NOT_HANDED_DOWN =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_PROFILE",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS");

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /** Starts it. It lives on when this process ends, and a terminal's Ctrl+C does not reach it. */
  ProcessId start() throws IOException {
    List<String> words = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // Becomes the Java process, under the same number.
      words.add(SETSID.toString());
    }
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(printed.toFile()));
    builder.environment().keySet().removeAll(NOT_HANDED_DOWN);
    builder.environment().putAll(environment);
    return ProcessId.of(builder.start());
  }
}
