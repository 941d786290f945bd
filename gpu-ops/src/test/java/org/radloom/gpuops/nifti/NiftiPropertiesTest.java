package org.radloom.gpuops.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.ShortRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.radloom.gpuops.volume.Placement;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.UnreadableVolumeException;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** What holds for every volume, and for every file whatever is in it. */
class NiftiPropertiesTest {
  private static final long MAX_BYTES = 1 << 20;

  /** Voxels twice (first as 16 bits, then as floats), their blocks, and what unpacking takes. */
  private static final long MOST_ALLOCATED = 2 * MAX_BYTES + (4 << 20);

  private static Path folder = Path.of("");

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("nifti");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    Files.deleteIfExists(folder.resolve("a.nii"));
    Files.deleteIfExists(folder.resolve("a.nii.gz"));
    Files.delete(folder);
  }

  private static float finite(int bits) {
    float number = Float.intBitsToFloat(bits);
    return Float.isFinite(number) ? number : Float.intBitsToFloat(bits & 0xbfffffff);
  }

  private static List<Float> finite(List<Integer> bits) {
    return bits.stream().map(NiftiPropertiesTest::finite).toList();
  }

  @Property(tries = 300, seed = "41")
  void placementAndVoxelsComeBackBitForBit(
      @ForAll @Size(12) List<Integer> affineBits,
      @ForAll @Size(3) List<Integer> quaternionBits,
      @ForAll @Size(3) List<Integer> offsetBits,
      @ForAll @Size(3) List<Integer> pixdimBits,
      @ForAll @ShortRange(min = 0, max = 5) short qformCode,
      @ForAll @ShortRange(min = 1, max = 5) short sformCodeOrOne,
      @ForAll @Size(12) List<Short> voxels,
      @ForAll int slopeBits,
      @ForAll int interceptBits,
      @ForAll boolean packed)
      throws IOException {
    List<Float> pixdim =
        finite(pixdimBits).stream().map(d -> Math.max(Math.abs(d), Float.MIN_VALUE)).toList();
    // Scanner coordinates, 1, would have to agree with pixdim.
    short sformCode = sformCodeOrOne == 1 ? 0 : sformCodeOrOne;
    Placement placement =
        new Placement(
            slopeBits < 0 ? -1 : 1,
            pixdim,
            qformCode,
            finite(quaternionBits),
            finite(offsetBits),
            sformCode,
            finite(affineBits));
    Assume.that(placement.isInvertible());
    double slope = Math.abs(finite(slopeBits)) / 0x1p16f;
    Assume.that(slope > 0 && (float) slope == slope);
    double intercept = finite(interceptBits) / 0x1p16f;
    short[] stored = new short[12];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = voxels.get(i);
    }
    Space space = new Space(2, 1, 3, pixdim.get(0), pixdim.get(1), pixdim.get(2), placement);
    Path file = folder.resolve(packed ? "a.nii.gz" : "a.nii");

    NiftiWriter.write(file, new Volume(space, 2, new Voxels.Stored(stored, slope, intercept)));
    Volume read = NiftiReader.read(file, MAX_BYTES);
    Files.delete(file);

    assertThat(read.space()).isEqualTo(space);
    assertThat(read.frames()).isEqualTo(2);
    Voxels.Stored back = (Voxels.Stored) read.voxels();
    assertThat(back.stored()).isEqualTo(stored);
    assertThat(back.slope()).isEqualTo(slope);
    assertThat(back.intercept()).isEqualTo(intercept);
  }

  @Property(tries = 300, seed = "42")
  void mapsComeBackBitForBit(@ForAll @Size(6) List<Integer> bits) throws IOException {
    float[] map = new float[6];
    for (int i = 0; i < map.length; i++) {
      map[i] = finite(bits.get(i));
    }
    Path file = folder.resolve("a.nii");

    NiftiWriter.write(file, Space.of(1, 2, 3, 0.5, 0.5, 3), map);
    Voxels read = NiftiReader.read(file, MAX_BYTES).voxels();
    Files.delete(file);

    for (int i = 0; i < map.length; i++) {
      assertThat((float) read.hu(i)).isEqualTo(map[i]);
    }
  }

  @Property(tries = 300, seed = "43")
  void anyBytesAreReadOrRejected(@ForAll byte[] bytes) throws IOException {
    readsOrRejects("a.nii", bytes);
  }

  @Property(tries = 1000, seed = "44")
  void aHeaderWithSomeBytesChangedIsReadOrRejected(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int changes, @ForAll boolean big)
      throws IOException {
    byte[] bytes = good(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN).bytes();
    Random random = new Random(seed);
    for (int i = 0; i < changes; i++) {
      int[] fields = {40, 70, 76, 108, 112, 123, 252, 256, 280, 344, random.nextInt(348)};
      bytes[fields[random.nextInt(fields.length)] + random.nextInt(8)] = (byte) random.nextInt();
    }
    readsOrRejects("a.nii", bytes);
    readsOrRejects("a.nii.gz", HandMadeNifti.gzipped(bytes));
  }

  @Property(tries = 500, seed = "45")
  void gzipWithSomeBytesChangedIsReadOrRejected(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int changes) throws IOException {
    byte[] bytes = HandMadeNifti.gzipped(good(ByteOrder.LITTLE_ENDIAN).bytes());
    Random random = new Random(seed);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    readsOrRejects("a.nii.gz", bytes);
  }

  private static HandMadeNifti good(ByteOrder order) {
    return new HandMadeNifti(order).int16(-1024, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 3071).scale(1, 0);
  }

  private static void readsOrRejects(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    List<Voxels> read = new ArrayList<>();
    try {
      read.add(NiftiReader.read(file, MAX_BYTES).voxels());
    } catch (UnreadableVolumeException e) {
      assertThat(e.reason()).matches("[a-z_]+");
      assertThat(e.getMessage()).doesNotContain("\n").endsWith("(file " + file.getFileName() + ")");
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isLessThan(MOST_ALLOCATED);
    Files.delete(file); // Some file systems flush a file that is written over.
    for (Voxels voxels : read) {
      for (int i = 0; i < voxels.length(); i++) {
        if (!Double.isFinite(voxels.hu(i))) {
          fail("voxel %d was: %s", i, voxels.hu(i));
        }
      }
    }
  }
}
