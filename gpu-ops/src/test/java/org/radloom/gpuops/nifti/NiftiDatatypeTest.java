package org.radloom.gpuops.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.radloom.gpuops.nifti.Attenuations.hus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** What voxels of every type become. */
class NiftiDatatypeTest {
  private static final long ENOUGH = 1 << 20;

  /** How one voxel of a type goes into a file. */
  private interface Put {
    void put(ByteBuffer to, double value);
  }

  private record Type(String name, int code, int bits, Put put, double least, double most) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final double P63 = 0x1p63;

  private static final List<Type> TYPES =
      List.of(
          new Type("uint8", 2, 8, (b, v) -> b.put((byte) (int) v), 0, 255),
          new Type("int8", 256, 8, (b, v) -> b.put((byte) (int) v), -128, 127),
          new Type("uint16", 512, 16, (b, v) -> b.putShort((short) (int) v), 0, 65535),
          new Type("int16", 4, 16, (b, v) -> b.putShort((short) v), -32768, 32767),
          new Type("uint32", 768, 32, (b, v) -> b.putInt((int) (long) v), 0, 0xffffffffL),
          new Type("int32", 8, 32, (b, v) -> b.putInt((int) v), -0x1p31, 0x7fffffff),
          new Type(
              "uint64",
              1280,
              64,
              (b, v) -> b.putLong(v < P63 ? (long) v : (long) (v - P63) + Long.MIN_VALUE),
              0,
              0x1p64 - 2048),
          new Type("int64", 1024, 64, (b, v) -> b.putLong((long) v), -P63, P63 - 1024),
          new Type("float32", 16, 32, (b, v) -> b.putFloat((float) v), -1e30f, Float.MAX_VALUE),
          new Type("float64", 64, 64, ByteBuffer::putDouble, -1e30, Float.MAX_VALUE));

  static Stream<Arguments> typesInBothOrdersPackedAndNot() {
    List<Arguments> all = new ArrayList<>();
    for (Type type : TYPES) {
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        for (String ending : List.of(".nii", ".nii.gz")) {
          all.add(Arguments.of(type, order, ending));
        }
      }
    }
    return all.stream();
  }

  private static Path file(Path folder, Type type, ByteOrder order, String ending, double... values)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * type.bits / 8).order(order);
    for (double value : values) {
      type.put.put(bytes, value);
    }
    HandMadeNifti nifti =
        new HandMadeNifti(order)
            .dim(3, values.length, 1, 1)
            .datatype(type.code, type.bits)
            .voxels(bytes.array());
    return ending.equals(".nii") ? nifti.plain(folder) : nifti.gzip(folder);
  }

  @ParameterizedTest
  @MethodSource("typesInBothOrdersPackedAndNot")
  void wholeNumbersOf16BitsAreStoredWhateverTheirType(
      Type type, ByteOrder order, String ending, @TempDir Path folder) throws IOException {
    double[] values =
        DoubleStream.of(0, 1, 2, 77, 127, 128, 255, 258, 32767, -1, -128, -1024, -32768)
            .filter(value -> type.least <= value && value <= type.most)
            .toArray();

    Volume volume = NiftiReader.read(file(folder, type, order, ending, values), ENOUGH);

    assertThat(volume.voxels()).isInstanceOf(Voxels.Stored.class);
    assertThat(hus(volume)).isEqualTo(values);
  }

  @ParameterizedTest
  @MethodSource("typesInBothOrdersPackedAndNot")
  void theEndsOfEveryTypeAreRead(Type type, ByteOrder order, String ending, @TempDir Path folder)
      throws IOException {
    Path file = file(folder, type, order, ending, 5, type.least, type.most);

    assertThat(hus(NiftiReader.read(file, ENOUGH)))
        .containsExactly(5, floatBelow(type.least), floatBelow(type.most));
  }

  /** By search among the floats' own order, without the rounding that is under test. */
  private static double floatBelow(double value) {
    float at = (float) value;
    while (at > value) {
      at = Math.nextDown(at);
    }
    return at;
  }

  @Test
  void huThatAreNoFloatsAreRoundedDownSoThatThresholdsHold(@TempDir Path folder)
      throws IOException {
    double justBelow130 = Math.nextDown(130.0);
    double justBelowMinus130 = Math.nextDown(-130.0);
    Path file =
        new HandMadeNifti()
            .dim(3, 4, 1, 1)
            .float64(justBelow130, 130, justBelowMinus130, 0.5)
            .plain(folder);

    double[] hus = hus(NiftiReader.read(file, ENOUGH));

    assertThat((float) justBelow130).as("a plain cast would reach the threshold").isEqualTo(130f);
    assertThat(hus).containsExactly(Math.nextDown(130f), 130, Math.nextDown(-130f), 0.5);
  }

  @Test
  void wholeNumbersThatAreNoDoublesAreRoundedDownToo(@TempDir Path folder) throws IOException {
    long[] values = {(1L << 60) - 1, -(1L << 60) - 1};
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    HandMadeNifti nifti = new HandMadeNifti().dim(3, 2, 1, 1).voxels(bytes.array());

    double[] signed = hus(NiftiReader.read(nifti.datatype(1024, 64).plain(folder), ENOUGH));
    double[] unsigned = hus(NiftiReader.read(nifti.datatype(1280, 64).plain(folder), ENOUGH));

    assertThat(signed).containsExactly(Math.nextDown(0x1p60f), Math.nextDown(-0x1p60f));
    assertThat(unsigned[1])
        .as("2^64 - 2^60 - 1")
        .isEqualTo(Math.nextDown((float) (0x1p64 - 0x1p60)));
  }

  @Test
  void oneValueThatDoesNotFitLateInTheFileLosesNothingBeforeIt(@TempDir Path folder)
      throws IOException {
    float[] values = new float[256 * 257];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 2000 - 1000;
    }
    HandMadeNifti nifti = new HandMadeNifti().dim(3, 256, 257, 1);

    Volume whole = NiftiReader.read(nifti.float32(values).plain(folder), ENOUGH);
    values[values.length - 1] = 0.25f;
    Volume broken = NiftiReader.read(nifti.float32(values).plain(folder), ENOUGH);

    assertThat(whole.voxels()).isInstanceOf(Voxels.Stored.class);
    assertThat(((Voxels.Real) broken.voxels()).values()).isEqualTo(values);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "255, 257", "256, 256", "6, 10923", "512, 256"})
  void blocksOf65536VoxelsJoinWithoutAGap(int nx, int ny, @TempDir Path folder) throws IOException {
    int[] values = IntStream.range(0, nx * ny).map(i -> i % 30011 - 15000).toArray();
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = values[i];
    }
    HandMadeNifti nifti = new HandMadeNifti(ByteOrder.BIG_ENDIAN).dim(2, nx, ny);
    double[] expected = IntStream.of(values).asDoubleStream().toArray();

    assertThat(hus(NiftiReader.read(nifti.int16(values).plain(folder), ENOUGH)))
        .isEqualTo(expected);
    assertThat(hus(NiftiReader.read(nifti.float32(floats).gzip(folder), ENOUGH)))
        .isEqualTo(expected);
  }
}
