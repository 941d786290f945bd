package org.radloom.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HeldFileTest {
  private final Path file;

  HeldFileTest(@TempDir Path folder) {
    file = folder.resolve("lock");
  }

  /** Another process: exit code 0 if it got the lock, 3 if somebody holds it. */
  public static void main(String[] args) throws IOException {
    System.exit(HeldFile.take(Path.of(args[0])).isPresent() ? 0 : 3);
  }

  private int another() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    HeldFileTest.class.getName(),
                    file.toString()))
            .inheritIO()
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void oneHolderAtATimeOverAllProcesses() throws Exception {
    try (HeldFile held = HeldFile.take(file).orElseThrow()) {
      assertThat(another()).isEqualTo(3);
      // Who asks in vain in this process must not free it for others: POSIX would.
      assertThat(HeldFile.take(file)).isEmpty();
      assertThat(held).isNotNull();
      assertThat(another()).isEqualTo(3);
    }
    assertThat(another()).isZero();
    assertThat(file).exists();
  }

  @Test
  void waitsForAnotherThreadAndNoLonger() throws Exception {
    HeldFile held = HeldFile.take(file).orElseThrow();
    assertThat(HeldFile.take(file, Duration.ofMillis(50))).isEmpty();
    Thread other = new Thread(() -> closeSoon(held));
    other.start();

    Optional<HeldFile> next = HeldFile.take(file, Duration.ofSeconds(20));

    assertThat(next).isPresent();
    other.join();
    next.orElseThrow().close();
  }

  private static void closeSoon(HeldFile held) {
    try {
      Thread.sleep(100);
      held.close();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void isTheSameFileByWhateverPath() throws Exception {
    Path roundabout =
        Files.createSymbolicLink(file.resolveSibling("link"), file.resolveSibling(""))
            .resolve("lock");
    try (HeldFile held = HeldFile.take(file).orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(HeldFile.take(roundabout)).isEmpty();
    }
  }
}
