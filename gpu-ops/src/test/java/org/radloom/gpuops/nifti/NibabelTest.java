package org.radloom.gpuops.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.radloom.gpuops.nifti.Attenuations.hus;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Placement;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** Nibabel (Debian: python3-nibabel) and this package read each other's files. */
@Tag("slow")
class NibabelTest {
  private static final String PYTHON = "/usr/bin/python3";

  /** Turned by a quarter about z, and stretched; the quaternion says the same. */
  private static final Placement TURNED =
      new Placement(
          1,
          List.of(0.75f, 0.5f, 3f),
          (short) 1,
          List.of(0f, 0f, (float) Math.sqrt(0.5)),
          List.of(-10.25f, 20.1f, 30f),
          (short) 2,
          List.of(0f, -0.5f, 0f, -10.25f, 0.75f, 0f, 0f, 20.1f, 0f, 0f, 3f, 30f));

  private static final Space SPACE = new Space(4, 3, 2, 0.75, 0.5, 3, TURNED);

  @BeforeAll
  static void nibabelIsThere() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of(PYTHON))
            && new ProcessBuilder(PYTHON, "-c", "import nibabel").start().waitFor() == 0,
        "needs nibabel: apt-get install python3-nibabel");
  }

  private static List<String> python(String script, Object... arguments) throws Exception {
    String code;
    try (InputStream in = NibabelTest.class.getResourceAsStream("/nifti/" + script)) {
      code = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> command = new ArrayList<>(List.of(PYTHON, "-c", code));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertThat(process.waitFor()).as(String.join("\n", output)).isZero();
    return output;
  }

  private static Map<String, String> described(Path file) throws Exception {
    Map<String, String> facts = new HashMap<>();
    for (String line : python("describe.py", file)) {
      String[] nameAndValues = line.split(" ", 2);
      facts.put(nameAndValues[0], nameAndValues[1]);
    }
    return facts;
  }

  private static double[] numbers(Map<String, String> facts, String name) {
    return Arrays.stream(facts.getOrDefault(name, "").split(" "))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static void assertPlacedAsTurned(Map<String, String> facts) {
    assertThat(facts)
        .containsEntry("codes", "1 2")
        .containsEntry("zooms", "0.75 0.5 3.0")
        .containsEntry("text", "0 0 0")
        .containsEntry("extensions", "0");
    assertThat(numbers(facts, "affine")).isEqualTo(TURNED.toWorld());
    assertThat(numbers(facts, "qform")).containsExactly(TURNED.toWorld(), within(1e-6));
  }

  @Test
  void nibabelReadsVolumesAsTheyWere(@TempDir Path folder) throws Exception {
    short[] stored = new short[4 * 3 * 2 * 5];
    Random random = new Random(1);
    for (int i = 0; i < stored.length; i++) {
      stored[i] = (short) random.nextInt();
    }
    Volume volume = new Volume(SPACE, 5, new Voxels.Stored(stored, 0.5, -1024));
    for (String name : List.of("a.nii", "a.nii.gz")) {
      NiftiWriter.write(folder.resolve(name), volume);

      Map<String, String> facts = described(folder.resolve(name));

      assertThat(facts).containsEntry("shape", "4 3 2 5").containsEntry("dtype", "int16");
      assertThat(numbers(facts, "data")).isEqualTo(hus(volume));
      assertPlacedAsTurned(facts);
    }
  }

  @Test
  void nibabelReadsMapsAndLabelsAsTheyWere(@TempDir Path folder) throws Exception {
    float[] map = new float[24];
    byte[] labels = new byte[24];
    Random random = new Random(2);
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) (random.nextGaussian() * 50);
      labels[i] = (byte) (i * 11);
    }
    NiftiWriter.write(folder.resolve("cbf.nii.gz"), SPACE, map);
    NiftiWriter.write(folder.resolve("labels.nii.gz"), new Labels(SPACE, labels));

    Map<String, String> ofMap = described(folder.resolve("cbf.nii.gz"));
    Map<String, String> ofLabels = described(folder.resolve("labels.nii.gz"));

    assertThat(ofMap).containsEntry("shape", "4 3 2").containsEntry("dtype", "float32");
    assertPlacedAsTurned(ofMap);
    assertThat(ofLabels).containsEntry("shape", "4 3 2").containsEntry("dtype", "uint8");
    assertPlacedAsTurned(ofLabels);
    for (int i = 0; i < map.length; i++) {
      assertThat(numbers(ofMap, "data")[i]).isEqualTo(map[i]);
      assertThat(numbers(ofLabels, "data")[i]).isEqualTo(Byte.toUnsignedInt(labels[i]));
    }
  }

  @Test
  void whatNibabelWritesIsReadAsItMeans(@TempDir Path folder) throws Exception {
    python("make.py", folder);
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSize(8 * 3 + 2 * 3 + 5);
    for (Path file : files) {
      assertReadAsNibabelDoes(file);
    }
  }

  private static void assertReadAsNibabelDoes(Path file) throws Exception {
    String name = file.getFileName().toString();
    Map<String, String> facts = described(file);

    Volume volume = NiftiReader.read(file, 1 << 20);

    Space space = volume.space();
    String shape = "%d %d %d".formatted(space.nx(), space.ny(), space.nz());
    assertThat(facts.get("shape"))
        .as(name)
        .isEqualTo(volume.frames() == 1 ? shape : shape + " " + volume.frames());
    Placement placement = space.placement();
    assertThat(facts.get("codes"))
        .as(name)
        .isEqualTo("%d %d".formatted(placement.qformCode(), placement.sformCode()));
    assertThat(new double[] {space.dxMm(), space.dyMm(), space.incrementMm()})
        .as(name)
        .isEqualTo(numbers(facts, "zooms"));
    double[] affine = numbers(facts, "affine");
    if (placement.sformCode() > 0) {
      assertThat(placement.toWorld()).as(name).isEqualTo(affine);
    } else {
      assertThat(placement.toWorld()).as(name).containsExactly(affine, within(1e-5));
    }
    double[] expected = numbers(facts, "data");
    if (volume.voxels() instanceof Voxels.Real) {
      for (int i = 0; i < expected.length; i++) {
        expected[i] = Voxels.roundedDown(expected[i]);
      }
    }
    assertThat(hus(volume)).as(name).isEqualTo(expected);
  }
}
