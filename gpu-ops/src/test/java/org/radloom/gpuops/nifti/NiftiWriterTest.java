package org.radloom.gpuops.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Placement;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

class NiftiWriterTest {
  private static final List<Float> QUATERNION = List.of(0.1f, -0.2f, -0.0f);
  private static final List<Float> OFFSET = List.of(-90.5f, 1e-40f, 3e38f);
  private static final List<Float> AFFINE =
      List.of(0f, -3f, 0f, 7.1f, 2f, 0f, -0f, 8.2f, 1e-40f, 0f, 4f, 9.3f);
  private static final Space TURNED =
      new Space(
          2,
          1,
          3,
          2,
          3,
          4,
          new Placement(-1, List.of(2f, 3f, 4f), (short) 1, QUATERNION, OFFSET, (short) 4, AFFINE));

  private static ByteBuffer bytes(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void theHeaderIsAsTheFormatSays(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.nii");
    short[] stored = {-1, 2, -3, 4, -5, 6, 7, 8, 9, 10, 11, 12};

    NiftiWriter.write(file, new Volume(TURNED, 2, new Voxels.Stored(stored, 0.5, -1024)));

    ByteBuffer written = bytes(file);
    ByteBuffer expected = ByteBuffer.allocate(352 + 24).order(ByteOrder.LITTLE_ENDIAN);
    expected.putInt(0, 348).put(38, (byte) 'r');
    short[] dim = {4, 2, 1, 3, 2, 1, 1, 1};
    expected.slice(40, 16).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(dim);
    expected.putShort(70, (short) 4).putShort(72, (short) 16);
    putFloats(expected, 76, List.of(-1f, 2f, 3f, 4f));
    putFloats(expected, 108, List.of(352f, 0.5f, -1024f));
    expected.put(123, (byte) 2);
    expected.putShort(252, (short) 1).putShort(254, (short) 4);
    putFloats(expected, 256, QUATERNION);
    putFloats(expected, 268, OFFSET);
    putFloats(expected, 280, AFFINE);
    expected.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
    for (int i = 0; i < stored.length; i++) {
      expected.putShort(352 + 2 * i, stored[i]);
    }
    assertThat(written).isEqualTo(expected);
  }

  private static void putFloats(ByteBuffer to, int at, List<Float> values) {
    for (int i = 0; i < values.size(); i++) {
      to.putFloat(at + 4 * i, values.get(i));
    }
  }

  @Test
  void gzipHoldsTheSameBytesAndNoTimeOrName(@TempDir Path folder) throws IOException {
    float[] map = {0, -1.5f, 2, 1e-40f, 5, 6};
    NiftiWriter.write(folder.resolve("a.nii"), TURNED, map);
    NiftiWriter.write(folder.resolve("b.nii.gz"), TURNED, map);
    NiftiWriter.write(folder.resolve("c.nii.gz"), TURNED, map);

    byte[] packed = Files.readAllBytes(folder.resolve("b.nii.gz"));
    assertThat(packed).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)))
        .hasBinaryContent(Files.readAllBytes(folder.resolve("a.nii")));
    assertThat(folder.resolve("c.nii.gz")).hasBinaryContent(packed);
  }

  @Test
  void labelsAreUnsignedBytes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.nii");

    NiftiWriter.write(file, new Labels(TURNED, new byte[] {0, 1, 2, 3, 4, (byte) 255}));

    ByteBuffer written = bytes(file);
    assertThat(written.capacity()).isEqualTo(352 + 6);
    assertThat(written.getShort(70)).isEqualTo((short) 2);
    assertThat(written.getShort(72)).isEqualTo((short) 8);
    assertThat(written.get(357)).isEqualTo((byte) 255);
  }

  /** Blocks are 32,768 floats, 65,536 shorts or 131,072 bytes. */
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "217, 151",
    "256, 128",
    "331, 99",
    "257, 255",
    "256, 256",
    "331, 198",
    "257, 510",
    "512, 256",
    "331, 396"
  })
  void blocksJoinWithoutAGap(int nx, int ny, @TempDir Path folder) throws IOException {
    Space space = Space.of(nx, ny, 1, 1, 1, 1);
    float[] map = new float[nx * ny];
    short[] stored = new short[nx * ny];
    byte[] labels = new byte[nx * ny];
    for (int i = 0; i < map.length; i++) {
      map[i] = i + 0.5f;
      stored[i] = (short) i;
      labels[i] = (byte) i;
    }
    Path file = folder.resolve("a.nii");

    NiftiWriter.write(file, space, map);
    Voxels.Real real = (Voxels.Real) NiftiReader.read(file, 1 << 20).voxels();
    assertThat(real.values()).isEqualTo(map);

    NiftiWriter.write(file, new Volume(space, 1, new Voxels.Stored(stored, 1, 0)));
    Voxels.Stored whole = (Voxels.Stored) NiftiReader.read(file, 1 << 20).voxels();
    assertThat(whole.stored()).isEqualTo(stored);

    NiftiWriter.write(file, new Labels(space, labels));
    assertThat(NiftiReader.readLabels(file, 1 << 20).values()).isEqualTo(labels);
  }

  @Test
  void aScaleThatTheHeaderCannotHoldGoesOutAsHuRoundedDown(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("a.nii");
    Space space = Space.of(2, 1, 1, 1, 1, 1);

    NiftiWriter.write(file, new Volume(space, 1, new Voxels.Stored(new short[] {1, 3}, 0.1, 0)));

    ByteBuffer written = bytes(file);
    assertThat(written.getShort(70)).as("float32").isEqualTo((short) 16);
    assertThat(written.getFloat(352)).as("0.1f is above 0.1").isEqualTo(Math.nextDown(0.1f));
    assertThat(written.getFloat(112)).isEqualTo(1);
  }

  @Test
  void nothingIsWrittenOfAMapThatIsNotFinite(@TempDir Path folder) {
    Path file = folder.resolve("a.nii");
    Space space = Space.of(2, 1, 1, 1, 1, 1);

    assertThatThrownBy(() -> NiftiWriter.write(file, space, new float[] {1, Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values must be finite in 32 bits, but number 1 was: NaN");
    assertThatThrownBy(() -> NiftiWriter.write(file, space, new float[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a map of 2 x 1 x 1 must be 2 values, but there are 1");
    Volume infinite = new Volume(space, 1, new Voxels.Real(new float[] {Float.MAX_VALUE * 2, 1}));
    assertThatThrownBy(() -> NiftiWriter.write(file, infinite))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void anAxisBeyond16BitsIsRefused(@TempDir Path folder) {
    Space longer = Space.of(32768, 1, 1, 1, 1, 1);

    assertThatThrownBy(() -> NiftiWriter.write(folder.resolve("a"), longer, new float[32768]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("NIfTI-1 counts at most 32767 voxels along an axis, but there are 32768");
  }
}
