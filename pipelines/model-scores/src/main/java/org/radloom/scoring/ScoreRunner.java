package org.radloom.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.Version;
import org.radloom.files.Digests;
import org.radloom.gpuops.backend.Backend;
import org.radloom.gpuops.backend.BackendUnavailableException;
import org.radloom.gpuops.volume.UnreadableVolumeException;
import org.radloom.models.Model;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.PredictionException;
import org.radloom.models.PredictionTimeoutException;
import org.radloom.scoring.ScoreSidecar.ImageEntry;
import org.radloom.scoring.ScoreSidecar.PhaseEntry;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;
import org.radloom.volumemaps.output.ResultJson;
import org.radloom.volumemaps.output.RunFolder;
import org.radloom.volumemaps.output.StagedStudy;
import org.radloom.volumemaps.output.Status;
import org.radloom.volumemaps.output.StudyOutcome;
import org.radloom.volumemaps.output.StudyStore;
import org.radloom.volumemaps.output.UnwritableResultException;
import org.radloom.volumemaps.output.Worklist;
import org.radloom.volumemaps.study.InputFile;
import org.radloom.volumemaps.study.MemoryGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one study from its files to its place in the output folder, or says why not; whatever is
 * wrong with a study ends with it. Not thread-safe; use one per worker thread.
 */
final class ScoreRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScoreRunner.class);

  /** Goes up with every change after which the same input gives another result. */
  private static final int ALGORITHM = 1;

  /** What a pixel takes while its picture is read, shrunk and written. */
  private static final int BYTES_A_PIXEL = 16;

  private static final long FIXED_BYTES = 16 << 20;

  private final ScoreSettings settings;
  private final InputFolder input;
  private final StudyStore store;
  private final OpenModels models;
  private final ImageSteps steps;

  ScoreRunner(ScoreSettings settings)
      throws ModelRefusedException, PredictionException, BackendUnavailableException {
    this.settings = settings;
    input = new InputFolder(settings.inputFolder());
    store = new StudyStore(settings.outputFolder());
    steps = ImageSteps.on(Backend.select(settings.backend()));
    models = OpenModels.open(settings);
  }

  /**
   * Runs a study.
   *
   * @param number of the study in the run
   * @throws InterruptedException if the run is over
   */
  StudyOutcome run(int number, ScoreStudy study) throws InterruptedException {
    long started = System.nanoTime();
    Result result = result(study);
    ScoreOp op = study.op();
    return new StudyOutcome(
        number,
        study.source(),
        op == null ? null : op.code(),
        study.study(),
        result.status(),
        result.reason(),
        result.message(),
        result.worklistEntry(),
        (System.nanoTime() - started) / 1e9);
  }

  /** The part of an outcome that is not known beforehand. */
  private record Result(
      Status status,
      @Nullable String reason,
      @Nullable String message,
      @Nullable String worklistEntry) {
    static Result rejected(String reason, String message) {
      return new Result(Status.REJECTED, reason, message, null);
    }

    static Result failed(String reason, String message) {
      return new Result(Status.FAILED, reason, message, null);
    }

    static Result of(Status status, JsonNode description) {
      return new Result(status, null, null, Worklist.entry(description, status));
    }
  }

  private Result result(ScoreStudy study) throws InterruptedException {
    if (study.reason() != null) {
      return Result.rejected(study.reason(), String.valueOf(study.message()));
    }
    String name = InputFolder.shown(study.source());
    try {
      return compute(study);
    } catch (RejectedStudyException e) {
      return Result.rejected(e.reason(), e.line());
    } catch (UnreadableVolumeException e) {
      return Result.rejected(e.reason(), String.valueOf(e.getMessage()));
    } catch (PredictionTimeoutException e) {
      return Result.failed("model_timeout", String.valueOf(e.getMessage()));
    } catch (PredictionException e) {
      return Result.failed("model_failed", String.valueOf(e.getMessage()));
    } catch (UnwritableResultException e) {
      return Result.failed("unwritable_output", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Result.rejected(
          RejectReason.UNREADABLE_FILE.code(),
          "a file cannot be read to its end: %s (study of %s)"
              .formatted(e.getClass().getSimpleName(), name));
    } catch (OutOfMemoryError e) {
      return Result.rejected(
          RejectReason.TOO_LARGE.code(),
          "the study needs more memory than there is; a larger heap helps (study of %s)"
              .formatted(name));
    } catch (RuntimeException | StackOverflowError e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("the run is over");
      }
      // The class of what went wrong, not its message: that may hold anything of the input.
      StackTraceElement[] trace = e.getStackTrace();
      LOG.warn(
          "study {} failed with {} at {}",
          study.study(),
          e.getClass().getName(),
          trace.length == 0 ? "an unknown place" : trace[0]);
      return Result.rejected(
          RejectReason.INTERNAL_ERROR.code(),
          "a fault in Radloom, %s (study of %s)".formatted(e.getClass().getSimpleName(), name));
    }
  }

  private Result compute(ScoreStudy study)
      throws RejectedStudyException,
          UnwritableResultException,
          PredictionException,
          IOException,
          InterruptedException {
    ScoreSidecar sidecar = ScoreSidecarReader.open(input, study.source()).read();
    Model model = models.of(sidecar.op());
    if (model == null) {
      throw new RejectedStudyException(
          "no_model",
          "there is no model for %s among the models (file %s)"
              .formatted(sidecar.op().code(), InputFolder.shown(study.source())));
    }
    ScoreEvents events = new ScoreEvents(sidecar, model);
    HeartSegmenter segmenter = new HeartSegmenter(model, steps);
    CardiacStudy heart = new CardiacStudy(segmenter, settings.maxVoxels(), sidecar, events);
    long bytes = bytes(sidecar, heart);
    String name = InputFolder.shown(study.source());
    MemoryGate memory = MemoryGate.ofThisProcess();
    // Before gigabytes are read for their checksum.
    memory.requireFits(bytes, name);
    List<InputFile> files = new ArrayList<>();
    for (ImageEntry image : sidecar.images()) {
      files.add(InputFile.of(input, "image", image.file()));
    }
    for (PhaseEntry phase : sidecar.phases()) {
      files.add(InputFile.of(input, phase.name(), phase.file()));
    }
    ObjectNode options = options(sidecar);
    String fingerprint = fingerprint(sidecar, model, files, options);
    if (!settings.force()) {
      Optional<JsonNode> done = store.intact(sidecar.study(), fingerprint);
      if (done.isPresent()
          && ScoreEvents.areThere(settings.outputFolder(), sidecar, files.size())) {
        return Result.of(Status.SKIPPED, done.get());
      }
    }
    MemoryGate.Reservation reserved = memory.reserve(bytes, name);
    try (reserved;
        StagedStudy staged =
            StagedStudy.in(RunFolder.work(settings.runFolder()), store.folder(sidecar.study()))) {
      Map<String, Path> paths = new HashMap<>();
      Map<String, Instant> times = new HashMap<>();
      for (InputFile file : files) {
        paths.put(file.name(), file.path());
        Instant at = settings.at();
        times.put(
            file.name(), at == null ? Files.getLastModifiedTime(file.path()).toInstant() : at);
      }
      StudyParts parts =
          sidecar.op() == ScoreOp.CARDIAC
              ? heart.compute(paths, times, staged)
              : new DetectionStudy(
                      new LesionDetector(model, settings.minConfidence(), steps),
                      settings.maxPixels(),
                      sidecar,
                      events)
                  .compute(paths, times, staged);
      for (InputFile file : files) {
        file.requireUnchanged();
      }
      ObjectNode description =
          description(sidecar, study.source(), model, files, options, parts, fingerprint);
      try {
        // First, so that a study in place has its events.
        events.write(settings.outputFolder());
      } catch (IOException e) {
        throw new UnwritableResultException("the events of study " + sidecar.study(), e);
      }
      staged.place(description);
      return Result.of(Status.FINISHED, description);
    }
  }

  private long bytes(ScoreSidecar sidecar, CardiacStudy heart)
      throws IOException, RejectedStudyException {
    long most = 0;
    for (ImageEntry image : sidecar.images()) {
      long pixels = PictureReader.pixels(input.file(image.file()), image);
      if (pixels > settings.maxPixels()) {
        throw PictureReader.tooLarge(image, pixels, settings.maxPixels());
      }
      most = Math.max(most, BYTES_A_PIXEL * pixels);
    }
    for (PhaseEntry phase : sidecar.phases()) {
      Path file = input.file(phase.file());
      most = Math.max(most, heart.bytes(file, InputFolder.shown(phase.file())));
    }
    return most + FIXED_BYTES;
  }

  private ObjectNode options(ScoreSidecar sidecar) {
    ObjectNode options = ResultJson.object();
    if (sidecar.op() != ScoreOp.CARDIAC) {
      options.set("minConfidence", ResultJson.number(settings.minConfidence()));
    }
    return options;
  }

  /** One number for all that a result depends on but the patient: that could be searched for. */
  private String fingerprint(
      ScoreSidecar sidecar, Model model, List<InputFile> files, ObjectNode options) {
    ObjectNode all = ResultJson.object().put("algorithm", ALGORITHM).put("op", sidecar.op().code());
    all.put("study", sidecar.study()).put("model", model.metadata().id());
    all.put("sha256", model.sha256()).put("backend", model.backend());
    all.put("at", String.valueOf(settings.at()));
    all.set("options", options);
    ArrayNode images = all.putArray("images");
    sidecar.images().forEach(image -> images.add(image.toString()));
    all.set("files", listed(files));
    return Digests.sha256Hex(ResultJson.fileBytes(all));
  }

  private static ArrayNode listed(List<InputFile> files) {
    ArrayNode list = ResultJson.array();
    for (InputFile file : files) {
      list.addObject()
          .put("role", file.role())
          .put("name", file.name())
          .put("sha256", file.sha256())
          .put("bytes", file.bytes());
    }
    return list;
  }

  private static ObjectNode description(
      ScoreSidecar sidecar,
      String source,
      Model model,
      List<InputFile> files,
      ObjectNode options,
      StudyParts parts,
      String fingerprint) {
    ObjectNode description =
        ResultJson.object()
            .put("format", "radloom-study/1")
            .put("study", sidecar.study())
            .put("op", parts.op());
    ObjectNode from = description.putObject("source").put("sidecar", source);
    from.set("files", listed(files));
    description
        .putObject("model")
        .put("name", model.name())
        .put("version", model.version())
        .put("sha256", model.sha256())
        .put("intendedUse", model.metadata().intendedUse());
    description.set("options", options);
    description.put("backend", model.backend());
    description.put("codeVersion", Version.ofThisJar().toString());
    description.set("units", parts.units());
    description.set("flags", ResultJson.texts(parts.flags()));
    description.set("summary", parts.summary());
    description.setAll(parts.details());
    description.put("fingerprint", fingerprint);
    return description.put("computedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  @Override
  public void close() {
    models.close();
    steps.close();
  }
}
