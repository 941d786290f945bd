package org.radloom.gpuops.cuda;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jcuda.driver.JCudaDriver;

/**
 * Loads JCuda's native library from a folder of this process alone.
 *
 * <p>JCuda unpacks it into {@code java.io.tmpdir} under a fixed name, and loads a file of that name
 * unseen if there is one: on a shared machine, anybody's, or the half-written one of a process that
 * started at the same moment. It asks for that property at the time of loading and for nothing
 * else, so for that time the property names a new folder that only this user may enter.
 */
final class DriverLibrary {
  private static final String TEMPORARY_FOLDER = "java.io.tmpdir";

  private DriverLibrary() {}

  /**
   * Loads it.
   *
   * @throws DeviceException if there is none for this system, or no CUDA driver that it needs
   */
  static synchronized void load() {
    // Making the folder also lets java.nio remember the usual one, before it changes.
    Path folder = newFolder();
    String usual = System.getProperty(TEMPORARY_FOLDER);
    System.setProperty(TEMPORARY_FOLDER, folder.toString());
    try {
      JCudaDriver.setExceptionsEnabled(false); // Results are checked, so that calls can be named.
    } catch (UnsatisfiedLinkError e) {
      throw new DeviceException(reason(e).replace(folder + File.separator, ""), e);
    } finally {
      System.setProperty(TEMPORARY_FOLDER, usual);
      delete(folder);
    }
  }

  /** JCuda's message holds the stack traces of two attempts; the linker's word is in the second. */
  private static String reason(UnsatisfiedLinkError error) {
    String message = String.valueOf(error.getMessage());
    String prefix = UnsatisfiedLinkError.class.getName() + ": ";
    return message
        .lines()
        .filter(line -> line.startsWith(prefix))
        .reduce(message, (before, line) -> line.substring(prefix.length()));
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("radloom-cuda");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A loaded library needs no file on Linux; where it does, the file goes when the process ends.
   */
  private static void delete(Path folder) {
    folder.toFile().deleteOnExit();
    for (Path file : files(folder)) {
      try {
        Files.delete(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit(); // Files go before their folder: last registered, first gone.
      }
    }
    try {
      Files.delete(folder);
    } catch (IOException e) {
      return; // Not empty yet: it goes at exit.
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
