package org.radloom.volumemaps.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.gpuops.perfusion.VoxelIndex;

/** What a sidecar may say. */
final class SidecarReaderTest {
  private final Path file;

  SidecarReaderTest(@TempDir Path folder) {
    file = folder.resolve("x.json");
  }

  private Sidecar read(String json) throws Exception {
    Files.write(file, json.getBytes(StandardCharsets.UTF_8));
    return SidecarReader.open(file).read();
  }

  private static String calcium(String more) {
    return "{\"op\":\"agatston\",\"study\":\"S1\"%s}".formatted(more);
  }

  private static String perfusion(String more) {
    return "{\"op\":\"perfusion\",\"study\":\"S2\"%s}".formatted(more);
  }

  @Test
  void readsAWholeCalciumSidecarButNotThePatient() throws Exception {
    Sidecar sidecar =
        read(
            """
            {"op":"agatston","study":"S1","patientId":"P1","kvp":120,"arteryLabels":"X_l.nii.gz"}
            """);

    assertThat(sidecar.op()).isEqualTo(Op.AGATSTON);
    assertThat(sidecar.study()).isEqualTo("S1");
    assertThat(sidecar.kvp()).isEqualTo(120.0);
    assertThat(sidecar.files()).containsOnlyKeys(Companion.ARTERY_LABELS);
    assertThat(sidecar.toString()).doesNotContain("P1");
  }

  @Test
  void readsAWholePerfusionSidecar() throws Exception {
    Sidecar sidecar =
        read(
            """
            {"op":"perfusion","study":"S2","patientId":"P2","kvp":80.0,
             "frameTimesSeconds":[0,1.5,3e0],"baselineFrames":1,"aifVoxel":[1,0,2],
             "aifMask":"a.nii","vofMask":"sub/v.nii","mask":"m.nii","regions":"r.nii"}
            """);

    assertThat(sidecar.frameTimesSeconds()).containsExactly(0.0, 1.5, 3.0);
    assertThat(sidecar.baselineFrames()).isEqualTo(1);
    assertThat(sidecar.aifVoxel()).isEqualTo(new VoxelIndex(1, 0, 2));
    assertThat(sidecar.files().values())
        .containsExactlyInAnyOrder("a.nii", "sub/v.nii", "m.nii", "r.nii");
  }

  @Test
  void passesOverUnknownFieldsNullsAndFieldsOfOtherOps() throws Exception {
    Sidecar sidecar =
        read(calcium(",\"colour\":{\"a\":[1]},\"kvp\":null,\"frameTimesSeconds\":\"soon\""));

    assertThat(sidecar.kvp()).isNull();
    assertThat(sidecar.frameTimesSeconds()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "0",
        "S.1_2-3",
        "0123456789012345678901234567890123456789012345678901234567890123"
      })
  void takesAStudyThatIsSafeAsAFolder(String study) throws Exception {
    assertThat(read("{\"op\":\"agatston\",\"study\":\"%s\"}".formatted(study)).study())
        .isEqualTo(study);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"text\"",
        "null",
        "{",
        "{\"op\":\"agatston\",\"study\":\"S1\"} {}",
        "{\"op\":\"agatston\",\"op\":\"perfusion\",\"study\":\"S1\"}",
        "{\"op\":\"agatston\",\"study\":\"S1\",\"kvp\":NaN}",
        "<?xml?>"
      })
  void refusesWhatIsNotOneObject(String json) {
    assertRefused(json, RejectReason.MALFORMED_SIDECAR, "one JSON object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|op must be",
        "{\"op\":\"Agatston\",\"study\":\"S1\"}|op must be",
        "{\"op\":7,\"study\":\"S1\"}|op must be",
        "{\"op\":\"agatston\"}|study must be",
        "{\"op\":\"agatston\",\"study\":7}|study must be",
        "{\"op\":\"agatston\",\"study\":\"\"}|study must be",
        "{\"op\":\"agatston\",\"study\":\".\"}|study must be",
        "{\"op\":\"agatston\",\"study\":\"../up\"}|study must be",
        "{\"op\":\"agatston\",\"study\":\"a/b\"}|study must be",
        "{\"op\":\"agatston\",\"study\":\"a\\n\"}|study must be",
        "{\"op\":\"agatston\",\"study\":\"é\"}|study must be"
      })
  void namesTheFieldOfTheStudyAtFault(String json, String message) {
    assertRefused(json, RejectReason.INVALID_SIDECAR, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kvp\":\"120\"|kvp must be",
        "\"kvp\":0|kvp must be",
        "\"kvp\":-120|kvp must be",
        "\"kvp\":1e999|kvp must be",
        "\"arteryLabels\":7|arteryLabels must be",
        "\"arteryLabels\":\" \"|arteryLabels must be"
      })
  void namesTheFieldOfACalciumSidecarAtFault(String field, String message) {
    assertRefused(calcium("," + field), RejectReason.INVALID_SIDECAR, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"frameTimesSeconds\":[]|frameTimesSeconds must be",
        "\"frameTimesSeconds\":3|frameTimesSeconds must be",
        "\"frameTimesSeconds\":[0,\"1\"]|frameTimesSeconds[1] must be",
        "\"frameTimesSeconds\":[0,1e999]|frameTimesSeconds[1] must be",
        "\"frameTimesSeconds\":[0,null]|frameTimesSeconds[1] must be",
        "\"baselineFrames\":0|baselineFrames must be",
        "\"baselineFrames\":1.5|baselineFrames must be",
        "\"baselineFrames\":99999999999|baselineFrames must be",
        "\"aifVoxel\":[1,2]|aifVoxel must be",
        "\"aifVoxel\":[1,2,-1]|aifVoxel[2] must be",
        "\"aifVoxel\":\"1,2,3\"|aifVoxel must be",
        "\"vofMask\":[]|vofMask must be"
      })
  void namesTheFieldOfAPerfusionSidecarAtFault(String field, String message) {
    assertRefused(perfusion("," + field), RejectReason.INVALID_SIDECAR, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[0,0]", "[1,0]", "[0,1,2,1.9]", "[0,-0.0]"})
  void refusesTimesThatDoNotIncrease(String times) {
    assertRefused(
        perfusion(",\"frameTimesSeconds\":" + times),
        RejectReason.BAD_FRAME_TIMES,
        "frame times must increase");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/etc/passwd", "../x.nii", "a/../../x.nii", "a/../x.nii", "..", ".", "a\\u0000b"})
  void refusesPathsThatLeaveTheFolder(String path) {
    assertRefused(
        calcium(",\"arteryLabels\":\"%s\"".formatted(path)),
        RejectReason.BAD_PATH,
        "arteryLabels must stay inside");
  }

  @Test
  void refusesDepthsAndSizesThatNoSidecarHas() {
    String deep = "[".repeat(100_000);
    assertRefused("{\"a\":" + deep, RejectReason.MALFORMED_SIDECAR, "JSON object");
    String large = " ".repeat(SidecarReader.MAX_BYTES) + "{}";
    assertRefused(large, RejectReason.MALFORMED_SIDECAR, "at most 1048576 bytes");
    String many =
        IntStream.range(0, 10_001).mapToObj(Integer::toString).collect(Collectors.joining(","));
    assertRefused(
        perfusion(",\"frameTimesSeconds\":[%s]".formatted(many)),
        RejectReason.INVALID_SIDECAR,
        "1 to 10,000");
  }

  @Test
  void neverQuotesTheFile() {
    assertThatExceptionOfType(RejectedStudyException.class)
        .isThrownBy(() -> read("{\"patientId\":\"DOE-4711\" DOE-4711}"))
        .satisfies(e -> assertThat(e.line()).doesNotContain("4711"));
    assertThatExceptionOfType(RejectedStudyException.class)
        .isThrownBy(() -> read("{\"patientId\":\"DOE-4711\",\"patientId\":\"DOE-4711\"}"))
        .satisfies(e -> assertThat(e.line()).doesNotContain("4711"));
  }

  private void assertRefused(String json, RejectReason reason, String message) {
    assertThatExceptionOfType(RejectedStudyException.class)
        .isThrownBy(() -> read(json))
        .satisfies(
            e -> {
              assertThat(e.reason()).isEqualTo(reason.code());
              assertThat(e.line()).contains(message, "x.json");
            });
  }
}
