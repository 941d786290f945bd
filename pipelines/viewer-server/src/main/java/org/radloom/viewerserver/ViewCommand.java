package org.radloom.viewerserver;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.radloom.audit.AuditArguments;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.UsageException;

/** {@code view DIR}: serves the viewer and the results in a folder, to this machine alone. */
public final class ViewCommand implements Command {
  /** Names the folder of the built site; the launcher sets it. */
  static final String SITE_PROPERTY = "radloom.site";

  private static final int DEFAULT_PORT = 8080;
  private static final int MAX_PORT = 65_535;

  private static final String HELP =
      """
      usage: ./radloom view DIR [--port=N]
             ./radloom view DIR --catalog

      Serves the viewer on 127.0.0.1, for browsers on this machine, with the results in DIR: the
      output of demo, maps or export, or a folder of several. Shown are, in DIR and up to four
      folders down, every index.json of scores and maps with its studies, every dataset with a
      LATEST, and the manifest.json of models. Nothing else of DIR is served, nothing hidden, and no
      link is followed. What jobs add is there when the page is loaded again. Not for diagnostic
      use. Ctrl+C ends it. If there is an audit trail beside a dataset that is shown, start and end
      are noted there.

        --port=8080
              the TCP port, 0 to 65535; 0 takes a free one and says which
              default: 8080
        --catalog
              prints the catalogue of DIR and ends; as catalog.json beside the results it lets any
              web server show them
      %s"""
          .formatted(AuditArguments.help("audit/ of each folder with datasets, if there is one"));

  /** Makes the command. */
  public ViewCommand() {}

  @Override
  public String name() {
    return "view";
  }

  @Override
  public String summary() {
    return "shows results in a browser on this machine";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(HELP);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
    int port = DEFAULT_PORT;
    boolean onlyCatalogue = false;
    List<String> folders = new ArrayList<>();
    AuditArguments flags = AuditArguments.of(args);
    for (String arg : flags.others()) {
      if (arg.startsWith("--port=")) {
        port = port(arg.substring("--port=".length()));
      } else if (arg.equals("--catalog")) {
        onlyCatalogue = true;
      } else if (arg.startsWith("-")) {
        throw new UsageException("there is no flag '%s'".formatted(arg));
      } else {
        folders.add(arg);
      }
    }
    ResultFolder results = new ResultFolder(folder(folders));
    if (onlyCatalogue) {
      out.println(results.found().toJson());
      return ExitCode.DONE;
    }
    try (ViewAudit audit = ViewAudit.open(flags, results.datasets())) {
      serve(results, folders.get(0), port, audit, out, err);
    }
    return ExitCode.DONE;
  }

  private static int port(String value) throws UsageException {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, with the range.
    }
    throw new UsageException("--port must be from 0 to %d, but was: %s".formatted(MAX_PORT, value));
  }

  private static Path folder(List<String> folders) throws UsageException {
    if (folders.size() != 1) {
      throw new UsageException("expected one folder, but got: " + folders);
    }
    try {
      Path folder = Path.of(folders.get(0));
      if (Files.isDirectory(folder)) {
        return folder;
      }
    } catch (InvalidPathException e) {
      // No folder either.
    }
    throw new UsageException("there is no folder " + folders.get(0));
  }

  private static void serve(
      ResultFolder results,
      String name,
      int port,
      ViewAudit audit,
      PrintStream out,
      PrintStream err)
      throws Exception {
    try (ViewerServer server = ViewerServer.start(site(), results, port)) {
      audit.started();
      out.println("Radloom viewer: " + server.address());
      out.println("Not for diagnostic use. Ctrl+C ends it.");
      out.flush();
      if (results.catalogue().isEmpty()) {
        err.printf(
            "There is nothing to show in %s yet: in it, and up to %d folders down, there is no"
                + " index.json of scores and maps, and no LATEST that names a dataset's version"
                + " with a manifest.json.%n",
            name, ResultFolder.MAX_DEPTH);
      }
      try {
        server.join();
      } finally {
        audit.ended();
      }
    }
  }

  private static Path site() throws IOException {
    String site = System.getProperty(SITE_PROPERTY);
    if (site == null) {
      throw new IOException(
          "where is the viewer's site? ./radloom view builds it and knows; otherwise set -D%s=DIR"
              .formatted(SITE_PROPERTY));
    }
    if (!Files.isRegularFile(Path.of(site, "index.html"))) {
      throw new IOException(
          "the viewer's site is not built: there is no index.html in %s".formatted(site));
    }
    return Path.of(site);
  }
}
