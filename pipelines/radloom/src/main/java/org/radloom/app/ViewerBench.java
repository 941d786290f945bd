package org.radloom.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.radloom.commandline.Command;

/** {@code bench viewer}: the viewer's own benchmark, which Node.js runs in a Chromium. */
final class ViewerBench implements Command {
  /** Names the viewer's folder; the launcher sets it. */
  static final String FOLDER_PROPERTY = "radloom.webviewer";

  private static final String SCRIPT = "bench/main.mjs";

  @Override
  public String name() {
    return "viewer";
  }

  @Override
  public String summary() {
    return "first image, windows, thresholds, maps and memory in Chromium, against NiiVue";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(
        """
        Takes no flags of ours; what is given goes to webviewer/%s.
        CHROMIUM names the browser.
        """
            .formatted(SCRIPT));
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    String folder = System.getProperty(FOLDER_PROPERTY);
    if (folder == null) {
      throw new IOException(
          "where is the viewer? ./radloom bench viewer knows; otherwise set -D%s=DIR"
              .formatted(FOLDER_PROPERTY));
    }
    Path viewer = Path.of(folder);
    if (!Files.isRegularFile(viewer.resolve(SCRIPT))) {
      throw new IOException("there is no %s in %s".formatted(SCRIPT, viewer));
    }
    List<String> words = new ArrayList<>(List.of("node", SCRIPT));
    words.addAll(args);
    Process node = new ProcessBuilder(words).directory(viewer.toFile()).inheritIO().start();
    try {
      return node.waitFor();
    } finally {
      node.destroy();
    }
  }
}
