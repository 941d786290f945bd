package org.radloom.volumemaps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.phantom.PerfusionAnatomy;
import org.radloom.gpuops.phantom.PerfusionPhantom;
import org.radloom.gpuops.phantom.PerfusionPhantomOptions;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Placement;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** One folder with every kind of bad input, and one good study that must not notice. */
@Tag("slow")
final class MapsBadInputTest {
  // Places in the header, nifti1.h.
  private static final int DIM_X = 42;
  private static final int DIM_T = 48;
  private static final int PIXDIM_X = 80;
  private static final int FIRST_VOXEL = 352;

  private static final Space HEAD = Space.of(32, 32, 1, 2, 2, 5);

  private final Path input;
  private final Maps maps;
  private final Map<String, String> expected = new TreeMap<>();

  MapsBadInputTest(@TempDir Path folder) throws Exception {
    input = Files.createDirectory(folder.resolve("in"));
    maps = new Maps(input, folder.resolve("out"));
  }

  @Test
  void rejectsEachWithItsReasonAndFinishesTheGoodOne() throws Exception {
    InputFiles.calcium(input, "good", "S-GOOD");
    writeBadFiles();
    writeBadVolumes();
    writeBadLabels();
    writeBadSeries();

    CommandLine call = maps.run();

    assertThat(call.code()).as(call.err()).isZero();
    JsonNode index = maps.json("index.json");
    Map<String, String> reasons = new TreeMap<>();
    for (JsonNode rejected : index.path("rejected")) {
      String source = rejected.path("source").asText();
      reasons.put(source, rejected.path("reason").asText());
      String stem = source.replaceAll("[./].*", "");
      assertThat(rejected.path("message").asText()).as(source).contains(stem);
      assertThat(call.err()).contains(rejected.path("message").asText());
    }
    assertThat(reasons).isEqualTo(expected);
    JsonNode counts = index.path("counts");
    assertThat(counts.path("read").asInt()).isEqualTo(expected.size() + 1);
    assertThat(counts.path("rejected").asInt()).isEqualTo(expected.size());
    assertThat(counts.path("finished").asInt()).isEqualTo(1);
    assertThat(index.path("studies").findValuesAsText("study")).containsExactly("S-GOOD");
    assertThat(maps.json("studies/S-GOOD/calcium.json").path("total").asDouble()).isEqualTo(10.0);
    assertThat(input.resolveSibling("out/studies").toFile().list()).containsExactly("S-GOOD");
    assertThat(call.out() + call.err()).doesNotContain(InputFiles.PATIENT);
    for (Map.Entry<String, String> file : maps.contents().entrySet()) {
      assertThat(file.getValue().contains(InputFiles.PATIENT)).as(file.getKey()).isFalse();
    }
    // The worklist's reasons may say NaN; results may not.
    assertThat(maps.json("studies/S-GOOD/calcium.json").toString()).doesNotContain("NaN");
  }

  private void writeBadFiles() throws Exception {
    expected.put("lone.nii.gz", "no_sidecar");
    NiftiWriter.write(input.resolve("lone.nii.gz"), InputFiles.block(InputFiles.SPACE, 250));
    expected.put("alone.json", "no_volume");
    calciumSidecar("alone", "");
    expected.put("both.json", "ambiguous_volume");
    calciumSidecar("both", "");
    NiftiWriter.write(input.resolve("both.nii"), InputFiles.block(InputFiles.SPACE, 250));
    NiftiWriter.write(input.resolve("both.nii.gz"), InputFiles.block(InputFiles.SPACE, 250));
    expected.put("nojson.json", "malformed_sidecar");
    InputFiles.calcium(input, "nojson", "S-NOJSON");
    InputFiles.sidecar(input, "nojson", "{\"patientId\":\"%s".formatted(InputFiles.PATIENT));
    expected.put("nostudy.json", "invalid_sidecar");
    InputFiles.calcium(input, "nostudy", "S/..");
    expected.put("nolabels.json", "missing_file");
    volume("nolabels", ",\"arteryLabels\":\"nolabels_gone.nii\"");
    expected.put("escape.json", "bad_path");
    volume("escape", ",\"arteryLabels\":\"../good_labels.nii.gz\"");
    expected.put("link.json", "bad_path");
    Path outside = input.resolveSibling("outside.nii");
    NiftiWriter.write(outside, InputFiles.labels(InputFiles.SPACE, 1));
    Files.createSymbolicLink(input.resolve("link_labels.nii"), outside);
    volume("link", ",\"arteryLabels\":\"link_labels.nii\"");
    expected.put("twin.json", "duplicate_study");
    InputFiles.calcium(input, "twin", "S-GOOD");
    expected.put("lower.json", "duplicate_study");
    InputFiles.calcium(input, "lower", "s-good");
    expected.put("pipe.json", "unreadable_file");
    calciumSidecar("pipe", "");
    Process mkfifo = new ProcessBuilder("mkfifo", input.resolve("pipe.nii").toString()).start();
    assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
    expected.put("series.json", "no_slices");
    calciumSidecar("series", "");
    Files.writeString(Files.createDirectory(input.resolve("series")).resolve("1.dcm"), "no DICOM");
  }

  private void writeBadVolumes() throws Exception {
    expected.put("cut.json", "truncated");
    volume("cut", "");
    Path cut = input.resolve("cut.nii");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), (int) Files.size(cut) - 7));
    expected.put("cutgz.json", "truncated");
    InputFiles.calcium(input, "cutgz", "S-CUTGZ");
    Path cutGz = input.resolve("cutgz.nii.gz");
    Files.write(cutGz, Arrays.copyOf(Files.readAllBytes(cutGz), (int) Files.size(cutGz) - 9));
    expected.put("liar.json", "truncated");
    volume("liar", "");
    patch("liar", DIM_X, bytes(Short.BYTES).putShort((short) 2000));
    expected.put("flat.json", "bad_spacing");
    volume("flat", "");
    patch("flat", PIXDIM_X, bytes(Float.BYTES).putFloat(0));
    expected.put("inverse.json", "bad_spacing");
    volume("inverse", "");
    patch("inverse", PIXDIM_X, bytes(Float.BYTES).putFloat(-0.5f));
    expected.put("metres.json", "bad_spacing");
    calciumSidecar("metres", "");
    Space metres = Space.of(8, 8, 4, 5000, 5000, 3000);
    NiftiWriter.write(input.resolve("metres.nii"), InputFiles.block(metres, 250));
    expected.put("contradiction.json", "bad_affine");
    volume("contradiction", "");
    patch("contradiction", PIXDIM_X, bytes(Float.BYTES).putFloat(5));
    expected.put("nan.json", "not_finite");
    calciumSidecar("nan", "");
    Space space = InputFiles.SPACE;
    NiftiWriter.write(input.resolve("nan.nii"), space, new float[space.voxels()]);
    patch("nan", FIRST_VOXEL + 40, bytes(Float.BYTES).putFloat(Float.NaN));
    expected.put("oneslice.json", "one_slice");
    calciumSidecar("oneslice", "");
    Space slice = Space.of(8, 8, 1, 1, 1, 3);
    NiftiWriter.write(input.resolve("oneslice.nii"), slice, new float[64]);
    expected.put("fourd.json", "several_frames");
    calciumSidecar("fourd", "");
    NiftiWriter.write(
        input.resolve("fourd.nii"),
        new Volume(space, 2, new Voxels.Stored(new short[2 * space.voxels()], 1, 0)));
    expected.put("huge.json", "too_large");
    volume("huge", "");
    patch(
        "huge",
        DIM_X,
        bytes(6).putShort((short) 1200).putShort((short) 1200).putShort((short) 700));
    try (RandomAccessFile huge = new RandomAccessFile(input.resolve("huge.nii").toFile(), "rw")) {
      // A hole: no disk is used.
      huge.setLength(FIRST_VOXEL + 2L * 1200 * 1200 * 700);
    }
  }

  private void writeBadLabels() throws Exception {
    expected.put("shape.json", "shape_mismatch");
    volume("shape", ",\"arteryLabels\":\"shape_labels.nii\"");
    Space other = Space.of(24, 20, 3, 0.5, 0.5, 3);
    NiftiWriter.write(input.resolve("shape_labels.nii"), InputFiles.labels(other, 1));
    expected.put("place.json", "place_mismatch");
    volume("place", ",\"arteryLabels\":\"place_labels.nii\"");
    float[] mirrored = {-0.5f, 0, 0, 11.5f, 0, 0.5f, 0, 0, 0, 0, 3, 0};
    Space elsewhere =
        new Space(24, 20, 4, 0.5, 0.5, 3, Placement.ofAffine(mirrored, 0.5f, 0.5f, 3));
    NiftiWriter.write(input.resolve("place_labels.nii"), InputFiles.labels(elsewhere, 1));
    expected.put("label9.json", "unknown_label");
    volume("label9", ",\"arteryLabels\":\"label9_labels.nii\"");
    NiftiWriter.write(input.resolve("label9_labels.nii"), InputFiles.labels(InputFiles.SPACE, 9));
    expected.put("nolabel.json", "bad_labels");
    volume("nolabel", ",\"arteryLabels\":\"nolabel_labels.nii\"");
    NiftiWriter.write(
        input.resolve("nolabel_labels.nii"), InputFiles.block(InputFiles.SPACE, -1000));
  }

  private void writeBadSeries() throws Exception {
    expected.put("backwards.json", "bad_frame_times");
    series("backwards", ",\"frameTimesSeconds\":[0,2,1]");
    expected.put("fewtimes.json", "bad_frame_times");
    series("fewtimes", ",\"frameTimesSeconds\":[0,1,2]");
    expected.put("notimes.json", "bad_frame_times");
    series("notimes", "");
    expected.put("milliseconds.json", "bad_frame_times");
    series(
        "milliseconds", ",\"frameTimesSeconds\":" + PerfusionPhantomOptions.everySeconds(30, 2000));
    expected.put("nanoseconds.json", "bad_frame_times");
    series(
        "nanoseconds", ",\"frameTimesSeconds\":" + PerfusionPhantomOptions.everySeconds(30, 2e-9));
    expected.put("oneframe.json", "too_few_frames");
    volume("oneframe", "", "perfusion");
    expected.put("allbaseline.json", "bad_baseline");
    series("allbaseline", times() + ",\"baselineFrames\":30");
    expected.put("noaif.json", "empty_aif_mask");
    series("noaif", times() + ",\"aifMask\":\"noaif_aif.nii\"");
    NiftiWriter.write(input.resolve("noaif_aif.nii"), new Labels(HEAD, new byte[HEAD.voxels()]));
    expected.put("nomask.json", "empty_mask");
    series("nomask", times() + ",\"mask\":\"nomask_mask.nii\"");
    NiftiWriter.write(input.resolve("nomask_mask.nii"), new Labels(HEAD, new byte[HEAD.voxels()]));
    expected.put("outside.json", "aif_voxel_outside");
    series("outside", times() + ",\"aifVoxel\":[32,0,0]");
    expected.put("nobolus.json", "no_bolus");
    series("nobolus", times() + ",\"aifVoxel\":[0,0,0]");
    expected.put("noartery.json", "no_artery");
    Voxels still = new Voxels.Stored(new short[30 * HEAD.voxels()], 1, 40);
    NiftiWriter.write(input.resolve("noartery.nii"), new Volume(HEAD, 30, still));
    sidecar("noartery", times(), "perfusion");
    expected.put("cutseries.json", "truncated");
    series("cutseries", times());
    patch("cutseries", DIM_T, bytes(Short.BYTES).putShort((short) 31));
  }

  private static String times() {
    return ",\"frameTimesSeconds\":" + PerfusionPhantomOptions.everySeconds(30, 2);
  }

  private void series(String name, String fields) throws Exception {
    PerfusionPhantomOptions options =
        new PerfusionPhantomOptions(
            32, 32, 1, PerfusionPhantomOptions.everySeconds(30, 2), PerfusionAnatomy.TILES, 0, 1);
    PerfusionPhantom head = PerfusionPhantom.stored(options);
    Volume volume = head.series().volume();
    NiftiWriter.write(
        input.resolve(name + ".nii"), new Volume(HEAD, volume.frames(), volume.voxels()));
    sidecar(name, fields, "perfusion");
  }

  private void volume(String name, String fields) throws Exception {
    volume(name, fields, "agatston");
  }

  private void volume(String name, String fields, String op) throws Exception {
    NiftiWriter.write(input.resolve(name + ".nii"), InputFiles.block(InputFiles.SPACE, 250));
    sidecar(name, fields, op);
  }

  private void calciumSidecar(String name, String fields) throws Exception {
    sidecar(name, fields, "agatston");
  }

  private void sidecar(String name, String fields, String op) throws Exception {
    InputFiles.sidecar(
        input,
        name,
        "{\"op\":\"%s\",\"study\":\"S-%s\",\"patientId\":\"%s\"%s}"
            .formatted(op, name, InputFiles.PATIENT, fields));
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void patch(String name, int offset, ByteBuffer bytes) throws Exception {
    try (RandomAccessFile file =
        new RandomAccessFile(input.resolve(name + ".nii").toFile(), "rw")) {
      file.getChannel().write(bytes.flip(), offset);
    }
  }
}
