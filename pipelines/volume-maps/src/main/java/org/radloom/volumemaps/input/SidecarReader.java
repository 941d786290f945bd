package org.radloom.volumemaps.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.perfusion.VoxelIndex;

/**
 * Reads sidecars: one JSON object of at most 1 MiB and 32 levels. Unknown fields are passed over,
 * null is as good as absent, a field given twice is an error.
 */
final class SidecarReader implements InputKind.OpenSidecar<CtStudy> {
  static final int MAX_BYTES = SidecarJson.MAX_BYTES;
  private static final int MAX_FRAMES = 10_000;
  private static final int MAX_PATH = 1024;
  private static final double MIN_KVP = 40;
  private static final double MAX_KVP = 200;
  private final String name;
  private final JsonNode root;

  private SidecarReader(String name, JsonNode root) {
    this.name = name;
    this.root = root;
  }

  /** Opens a sidecar. */
  static SidecarReader open(Path file) throws RejectedStudyException {
    return open(file, file.getFileName().toString());
  }

  /**
   * Opens a sidecar.
   *
   * @param name of it in its folder, where the file may be a link's
   */
  static SidecarReader open(Path file, String name) throws RejectedStudyException {
    return new SidecarReader(name, SidecarJson.read(file));
  }

  /** Returns every path in it that names a label volume. */
  @Override
  public List<String> namedFiles() {
    List<String> paths = new ArrayList<>();
    for (Companion companion : Companion.values()) {
      JsonNode path = field(companion.field());
      if (path.isTextual()) {
        paths.add(path.textValue());
      }
    }
    return paths;
  }

  @Override
  public @Nullable String study() {
    return SidecarJson.study(root);
  }

  /** Returns what is asked for, or null if that field is no good. */
  @Nullable Op op() {
    for (Op op : Op.values()) {
      if (op.code().equals(field("op").textValue())) {
        return op;
      }
    }
    return null;
  }

  @Override
  public @Nullable String opCode() {
    Op op = op();
    return op == null ? null : op.code();
  }

  @Override
  public CtStudy read(List<String> beside) throws RejectedStudyException {
    return new CtStudy(read(), onlyVolume(beside));
  }

  private String onlyVolume(List<String> beside) throws RejectedStudyException {
    String shown = InputFolder.shown(name);
    if (beside.isEmpty()) {
      throw new RejectedStudyException(
          RejectReason.NO_VOLUME,
          "there is no %1$s.nii, %1$s.nii.gz or DICOM folder %1$s/ beside %2$s"
              .formatted(shown.substring(0, shown.length() - StudySearch.SIDECAR.length()), shown));
    }
    if (beside.size() > 1) {
      throw new RejectedStudyException(
          RejectReason.AMBIGUOUS_VOLUME,
          "there must be one volume beside %s, but there are: %s"
              .formatted(shown, InputFolder.shown(String.join(", ", beside))));
    }
    return beside.get(0);
  }

  /** Returns all of it, checked. */
  Sidecar read() throws RejectedStudyException {
    Op op = op();
    if (op == null) {
      throw invalid("op", "agatston or perfusion");
    }
    String study = study();
    if (study == null) {
      throw invalid(
          "study", "1 to 64 letters, digits, dots, dashes or underscores, a letter or digit first");
    }
    SortedMap<Companion, String> files = new TreeMap<>();
    for (Companion companion : op.companions()) {
      JsonNode path = field(companion.field());
      if (!path.isMissingNode()) {
        files.put(companion, path(companion.field(), path));
      }
    }
    boolean perfusion = op == Op.PERFUSION;
    return new Sidecar(
        op,
        study,
        kvp(),
        perfusion ? frameTimesSeconds() : null,
        perfusion ? baselineFrames() : null,
        perfusion ? aifVoxel() : null,
        files);
  }

  private @Nullable Double kvp() throws RejectedStudyException {
    JsonNode kvp = field("kvp");
    if (kvp.isMissingNode()) {
      return null;
    }
    double value = kvp.doubleValue();
    if (!kvp.isNumber() || !(value >= MIN_KVP && value <= MAX_KVP)) {
      throw invalid("kvp", "a number of kV, 40 to 200");
    }
    return value;
  }

  private @Nullable List<Double> frameTimesSeconds() throws RejectedStudyException {
    JsonNode times = field("frameTimesSeconds");
    if (times.isMissingNode()) {
      return null;
    }
    if (!times.isArray() || times.isEmpty() || times.size() > MAX_FRAMES) {
      throw invalid("frameTimesSeconds", "1 to %,d numbers of seconds".formatted(MAX_FRAMES));
    }
    List<Double> seconds = new ArrayList<>(times.size());
    for (JsonNode time : times) {
      double value = time.doubleValue();
      if (!time.isNumber() || !Double.isFinite(value)) {
        throw invalid("frameTimesSeconds[%d]".formatted(seconds.size()), "a number of seconds");
      }
      if (!seconds.isEmpty() && !(value > seconds.get(seconds.size() - 1))) {
        throw new RejectedStudyException(
            RejectReason.BAD_FRAME_TIMES,
            "frame times must increase, but frameTimesSeconds[%d] does not (file %s)"
                .formatted(seconds.size(), name));
      }
      seconds.add(value);
    }
    return seconds;
  }

  private @Nullable Integer baselineFrames() throws RejectedStudyException {
    JsonNode frames = field("baselineFrames");
    if (frames.isMissingNode()) {
      return null;
    }
    return wholeNumber("baselineFrames", frames, 1);
  }

  private @Nullable VoxelIndex aifVoxel() throws RejectedStudyException {
    JsonNode voxel = field("aifVoxel");
    if (voxel.isMissingNode()) {
      return null;
    }
    if (!voxel.isArray() || voxel.size() != 3) {
      throw invalid("aifVoxel", "[x,y,z], counted from 0");
    }
    return new VoxelIndex(
        wholeNumber("aifVoxel[0]", voxel.path(0), 0),
        wholeNumber("aifVoxel[1]", voxel.path(1), 0),
        wholeNumber("aifVoxel[2]", voxel.path(2), 0));
  }

  private int wholeNumber(String field, JsonNode value, int least) throws RejectedStudyException {
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
      throw invalid(field, "a whole number from %d".formatted(least));
    }
    return value.intValue();
  }

  private String path(String field, JsonNode value) throws RejectedStudyException {
    String path = value.textValue();
    if (path == null || path.isBlank() || path.length() > MAX_PATH) {
      throw invalid(field, "a path relative to the sidecar");
    }
    InputFolder.requireInside(field, path, name);
    return path;
  }

  /** Returns the field; a missing node if it is absent or null. */
  private JsonNode field(String field) {
    JsonNode value = root.path(field);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  private RejectedStudyException invalid(String field, String expected) {
    return new RejectedStudyException(
        RejectReason.INVALID_SIDECAR, "%s must be %s (file %s)".formatted(field, expected, name));
  }
}
