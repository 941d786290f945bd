package org.radloom.commandline;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * What this build is.
 *
 * @param number the version, for example {@code 0.1.0}
 * @param commit the Git commit it was built from, or {@code unknown}
 */
public record Version(String number, String commit) {

  private static final String UNKNOWN = "unknown";

  /**
   * Returns what the manifest of the jar around this class says. Outside the fat jar, in tests for
   * instance, both are {@code unknown}.
   */
  public static Version ofThisJar() {
    URL self = Version.class.getResource("Version.class");
    String path = String.valueOf(self);
    int end = path.lastIndexOf("!/");
    if (!path.startsWith("jar:") || end < 0) {
      return new Version(UNKNOWN, UNKNOWN);
    }
    URI manifest = URI.create(path.substring(0, end) + "!/META-INF/MANIFEST.MF");
    try (InputStream in = manifest.toURL().openStream()) {
      return of(new Manifest(in));
    } catch (IOException e) {
      return new Version(UNKNOWN, UNKNOWN);
    }
  }

  static Version of(Manifest manifest) {
    Attributes main = manifest.getMainAttributes();
    return new Version(
        Objects.requireNonNullElse(main.getValue("Implementation-Version"), UNKNOWN),
        Objects.requireNonNullElse(main.getValue("Radloom-Commit"), UNKNOWN));
  }

  /** Returns a line such as {@code radloom 0.1.0 (commit 1f0c77aa)}. */
  @Override
  public String toString() {
    return commit.equals(UNKNOWN)
        ? "radloom " + number
        : "radloom %s (commit %s)".formatted(number, commit);
  }
}
