package org.radloom.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.radloom.scoring.ScoreSidecar.ImageEntry;
import org.radloom.scoring.ScoreSidecar.PhaseEntry;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;
import org.radloom.volumemaps.input.SidecarJson;
import org.radloom.volumemaps.input.StudySearch;

/** Reads sidecars. Unknown fields are passed over, null is as good as absent. */
final class ScoreSidecarReader {
  static final List<String> IMAGES = List.of(".png", ".jpg", ".jpeg", ".nii.gz", ".nii");

  /** What describes the images of a folder, in the form of results. */
  static final String STUDY_FILE = "study.json";

  private static final String END_DIASTOLE = "endDiastole";
  private static final String END_SYSTOLE = "endSystole";
  private static final int MOST_IMAGES = 64;
  private static final int MAX_PATH = 1024;
  private static final int MAX_PATIENT = 1024;
  private static final double LEAST_SPACING_MM = 0.001;
  private static final double MOST_SPACING_MM = 1000;
  private static final double MOST_GREY = 65_535;
  private static final Pattern VIEW = Pattern.compile("[A-Z]{1,8}");
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");

  private final InputFolder input;
  private final String source;
  private final JsonNode root;

  private ScoreSidecarReader(InputFolder input, String source, JsonNode root) {
    this.input = input;
    this.source = source;
    this.root = root;
  }

  /** Opens the sidecar of that name. */
  static ScoreSidecarReader open(InputFolder input, String source) throws RejectedStudyException {
    return new ScoreSidecarReader(input, source, SidecarJson.read(input.file(source)));
  }

  /** Returns what is asked for, or null if that field is no good. */
  @Nullable ScoreOp op() {
    for (ScoreOp op : ScoreOp.values()) {
      if (op.code().equals(field(root, "op").textValue())) {
        return op;
      }
    }
    return null;
  }

  /** Returns the study, or null if that field is no good. */
  @Nullable String study() {
    return SidecarJson.study(root);
  }

  /** Returns every path in it that names an image or a volume, whatever else is wrong with it. */
  List<String> namedFiles() {
    List<JsonNode> paths =
        new ArrayList<>(List.of(root.path(END_DIASTOLE), root.path(END_SYSTOLE)));
    root.path("images").forEach(image -> paths.add(image.path("file")));
    return paths.stream().filter(JsonNode::isTextual).map(JsonNode::textValue).toList();
  }

  /** Returns all of it, checked. */
  ScoreSidecar read() throws RejectedStudyException {
    ScoreOp op = op();
    if (op == null) {
      throw invalid("op", "mammography, detect or cardiac");
    }
    String study = study();
    if (study == null) {
      throw invalid(
          "study", "1 to 64 letters, digits, dots, dashes or underscores, a letter or digit first");
    }
    String patient = field(root, "patientId").textValue();
    if (patient == null || patient.isBlank() || patient.length() > MAX_PATIENT) {
      throw invalid("patientId", "a text of 1 to %d characters".formatted(MAX_PATIENT));
    }
    return switch (op) {
      case MAMMOGRAPHY -> new ScoreSidecar(op, study, patient, mammogram(), List.of());
      case DETECT -> new ScoreSidecar(op, study, patient, List.of(single()), List.of());
      case CARDIAC ->
          new ScoreSidecar(
              op,
              study,
              patient,
              List.of(),
              List.of(
                  new PhaseEntry("end-diastole", path(root, END_DIASTOLE, "")),
                  new PhaseEntry("end-systole", path(root, END_SYSTOLE, ""))));
    };
  }

  /** The image of the sidecar's own name. */
  private ImageEntry single() throws RejectedStudyException {
    String stem = stem();
    List<String> beside = new ArrayList<>();
    for (String suffix : IMAGES) {
      if (Files.exists(input.folder().resolve(stem + suffix))) {
        beside.add(stem + suffix);
      }
    }
    if (beside.size() != 1) {
      throw new RejectedStudyException(
          beside.isEmpty() ? "no_image" : "ambiguous_image",
          "there must be one of %s beside %s, but there are %d"
              .formatted(IMAGES, InputFolder.shown(source), beside.size()));
    }
    return image(root, "image", beside.get(0));
  }

  /** The images that the sidecar lists, or the {@code study.json} of the folder of its name. */
  private List<ImageEntry> mammogram() throws RejectedStudyException {
    JsonNode list = field(root, "images");
    String folder = "";
    if (list.isMissingNode()) {
      folder = stem() + "/";
      if (!Files.exists(input.folder().resolve(folder + STUDY_FILE))) {
        throw new RejectedStudyException(
            "no_image",
            "%s must list images, or have a folder %s with a %s beside it"
                .formatted(InputFolder.shown(source), InputFolder.shown(folder), STUDY_FILE));
      }
      list = SidecarJson.read(input.file(folder + STUDY_FILE)).path("images");
    }
    if (!list.isArray() || list.isEmpty() || list.size() > MOST_IMAGES) {
      throw invalid("images", "a list of 1 to %d images".formatted(MOST_IMAGES));
    }
    List<ImageEntry> images = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode each : list) {
      String file = path(each, "file", folder);
      ImageEntry image = image(each, name(file), file);
      if (image.laterality() == null || image.view() == null) {
        throw invalid("images", "images with laterality and view");
      }
      if (!names.add(image.name().toLowerCase(Locale.ROOT))) {
        throw invalid("images", "images of different names");
      }
      images.add(image);
    }
    return images;
  }

  private ImageEntry image(JsonNode entry, String name, String file) throws RejectedStudyException {
    String laterality = field(entry, "laterality").textValue();
    if (laterality != null && !laterality.equals("R") && !laterality.equals("L")) {
      throw invalid("laterality", "R or L");
    }
    String view = field(entry, "view").textValue();
    if (view != null && !VIEW.matcher(view).matches()) {
      throw invalid("view", "1 to 8 capital letters");
    }
    JsonNode window = field(entry, "window");
    return new ImageEntry(
        name,
        file,
        laterality,
        view,
        field(entry, "flipHorizontal").asBoolean(false),
        number(entry, "pixelSpacingMm", LEAST_SPACING_MM, MOST_SPACING_MM),
        number(entry, "whiteLevel", 1, MOST_GREY),
        number(window, "center", -MOST_GREY, MOST_GREY),
        number(window, "width", 1, 2 * MOST_GREY));
  }

  /** The name of a file's results: its own, as far as it is safe and one step. */
  private static String name(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    for (String suffix : IMAGES) {
      if (name.endsWith(suffix)) {
        name = name.substring(0, name.length() - suffix.length());
        break;
      }
    }
    String safe = UNSAFE.matcher(name).replaceAll("-");
    return safe.startsWith(".") ? "-" + safe : safe;
  }

  private String stem() {
    return source.substring(0, source.length() - StudySearch.SIDECAR.length());
  }

  private @Nullable Double number(JsonNode entry, String field, double least, double most)
      throws RejectedStudyException {
    JsonNode value = field(entry, field);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
      throw invalid(field, "a number, %s to %s".formatted(least, most));
    }
    return value.doubleValue();
  }

  private String path(JsonNode entry, String field, String folder) throws RejectedStudyException {
    String path = field(entry, field).textValue();
    if (path == null || path.isBlank() || path.length() > MAX_PATH) {
      throw invalid(field, "a path of a file beside the sidecar");
    }
    // Refuses what leaves the folder, also by a link.
    input.file(folder + path);
    return folder + path;
  }

  private static JsonNode field(JsonNode entry, String field) {
    JsonNode value = entry.path(field);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  private RejectedStudyException invalid(String field, String expected) {
    return new RejectedStudyException(
        RejectReason.INVALID_SIDECAR,
        "%s must be %s (file %s)".formatted(field, expected, InputFolder.shown(source)));
  }
}
