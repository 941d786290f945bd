package org.radloom.audit;

import java.nio.file.Path;
import java.util.List;

/** A process of its own that writes to a trail without a key, and ends without closing it. */
final class OtherProcess {
  private OtherProcess() {}

  static Process start(Path folder, int events) throws Exception {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                folder.toString(),
                Integer.toString(events)))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Writes events to the folder of the first argument, as many as the second says. */
  public static void main(String[] args) throws Exception {
    AuditTrail trail = AuditTrail.open(Path.of(args[0]), null);
    SampleTrail.record(trail, Integer.parseInt(args[1]));
  }
}
