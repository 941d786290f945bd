package org.radloom.gpuops.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.radloom.gpuops.volume.UnreadableVolumeException;
import org.radloom.gpuops.volume.Voxels;

/** Whatever the bytes are: a volume of finite HU or a refusal, and nothing else is thrown. */
final class DicomFuzzTest {
  private static final TransferSyntax[] SYNTAXES = TransferSyntax.values();
  private static final String[] UIDS = {
    "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"
  };

  private static Path folder = Path.of("");

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("dicom-fuzz");
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    Files.deleteIfExists(folder.resolve("a.dcm"));
    Files.delete(folder);
  }

  @Property(tries = 500, seed = "1")
  void survivesBytesThatWereChanged(
      @ForAll @IntRange(max = 3) int syntax,
      @ForAll @Size(min = 1, max = 4) int[] places,
      @ForAll byte value)
      throws IOException {
    byte[] file = slice(syntax);
    for (int place : places) {
      file[132 + Math.floorMod(place, file.length - 132)] = value;
    }
    reads(file);
  }

  @Property(tries = 200, seed = "2")
  void survivesRandomBytesAfterThePrefix(@ForAll @Size(max = 400) byte[] random)
      throws IOException {
    byte[] file = Arrays.copyOf(new byte[132], 132 + random.length);
    System.arraycopy(new byte[] {'D', 'I', 'C', 'M'}, 0, file, 128, 4);
    System.arraycopy(random, 0, file, 132, random.length);
    reads(file);
  }

  @Example
  void survivesEveryByteFlippedOnce() throws IOException {
    for (int syntax = 0; syntax < 3; syntax += 2) {
      byte[] whole = slice(syntax);
      Random random = new Random(3);
      for (int i = 132; i < whole.length; i++) {
        byte[] file = whole.clone();
        file[i] ^= (byte) (1 << random.nextInt(8));
        reads(file);
      }
    }
  }

  private static byte[] slice(int syntax) {
    return CtSliceFile.at(0)
        .text(0x0018_0088, "DS", "1")
        .as(SYNTAXES[syntax], UIDS[syntax])
        .toBytes();
  }

  private static void reads(byte[] file) throws IOException {
    Files.write(folder.resolve("a.dcm"), file);
    try {
      Voxels voxels = DicomSeriesReader.read(folder, 1 << 20).volume().voxels();
      for (int i = 0; i < voxels.length(); i++) {
        assertThat(voxels.hu(i)).isFinite();
      }
    } catch (UnreadableVolumeException e) {
      assertThat(e.reason()).matches("[a-z_]+");
      assertThat(e.getMessage()).contains(e.reason().equals("no_slices") ? "folder" : "a.dcm");
    }
  }
}
