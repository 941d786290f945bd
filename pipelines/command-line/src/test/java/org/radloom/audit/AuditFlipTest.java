package org.radloom.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.radloom.commandline.FolderTree;

/** A signed trail with a noted crash and an open segment, and one byte of it changed. */
final class AuditFlipTest {
  private static Path folder = Path.of("");
  private static List<Path> files = List.of();

  @BeforeContainer
  static void makeTrail() throws Exception {
    folder = Files.createTempDirectory("radloom-flip");
    SampleTrail trail = SampleTrail.of(folder, SampleTrail.KEY, 2);
    SampleTrail.of(folder, null, 1);
    trail.append(trail.folder().segment(2), "{\"action\":\"pu");
    SampleTrail.of(folder, SampleTrail.KEY, 1);
    SampleTrail.of(folder, null, 2);
    trail.verify();
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> !file.endsWith(".lock")).sorted().toList();
    }
  }

  @AfterContainer
  static void removeTrail() throws IOException {
    FolderTree.delete(folder);
  }

  @Property(tries = 2000)
  void everyChangedByteIsFound(
      @ForAll @IntRange(max = 1 << 20) int file,
      @ForAll @IntRange(max = 1 << 20) int position,
      @ForAll @IntRange(min = 1, max = 255) int change)
      throws Exception {
    Path changed = files.get(file % files.size());
    byte[] whole = Files.readAllBytes(changed);
    byte[] flipped = whole.clone();
    flipped[position % whole.length] ^= (byte) change;
    Files.write(changed, flipped);
    try {
      assertThatThrownBy(() -> new SampleTrail(new AuditFolder(folder)).verify())
          .as("%s, byte %d", changed.getFileName(), position % whole.length)
          .isInstanceOf(BrokenTrailException.class);
    } finally {
      Files.write(changed, whole);
    }
  }
}
