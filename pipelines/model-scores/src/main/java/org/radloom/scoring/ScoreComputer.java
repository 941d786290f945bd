package org.radloom.scoring;

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
import org.radloom.commandline.Version;
import org.radloom.files.Digests;
import org.radloom.gpuops.backend.Backend;
import org.radloom.gpuops.backend.BackendUnavailableException;
import org.radloom.models.Model;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.PredictionException;
import org.radloom.models.PredictionTimeoutException;
import org.radloom.scoring.ScoreSidecar.ImageEntry;
import org.radloom.scoring.ScoreSidecar.PhaseEntry;
import org.radloom.volumemaps.input.FoundStudy.Described;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.RejectedStudyException;
import org.radloom.volumemaps.output.FailedStudyException;
import org.radloom.volumemaps.output.ResultJson;
import org.radloom.volumemaps.output.StagedStudy;
import org.radloom.volumemaps.output.UnwritableResultException;
import org.radloom.volumemaps.study.InputFile;
import org.radloom.volumemaps.study.MapsSettings.Again;
import org.radloom.volumemaps.study.StudyComputer;
import org.radloom.volumemaps.study.StudyRunner;

/** Asks models about studies. Not thread-safe; use one per worker thread. */
final class ScoreComputer implements StudyComputer<ScoreOp> {
  /** Goes up with every change after which the same input gives another result. */
  private static final int ALGORITHM = 2;

  /** What a pixel takes while its picture is read, shrunk and written. */
  private static final int BYTES_A_PIXEL = 16;

  private static final long FIXED_BYTES = 16 << 20;

  private final ScoreSettings settings;
  private final InputFolder input;
  private final OpenModels models;
  private final ImageSteps steps;

  ScoreComputer(ScoreSettings settings) throws ModelRefusedException, BackendUnavailableException {
    this.settings = settings;
    input = new InputFolder(settings.inputFolder());
    steps = ImageSteps.on(Backend.select(settings.backend()));
    models = OpenModels.open(settings);
  }

  /** Returns what runs the studies of a run. */
  static StudyRunner<ScoreOp> runner(ScoreSettings settings)
      throws ModelRefusedException, BackendUnavailableException {
    return new StudyRunner<>(
        settings.outputFolder(),
        settings.runFolder(),
        settings.force() ? Again.COMPUTE : Again.SKIP,
        new ScoreComputer(settings));
  }

  @Override
  public Task open(Described<ScoreOp> study)
      throws RejectedStudyException, FailedStudyException, IOException {
    ScoreSidecar sidecar = ScoreSidecarReader.open(input, study.source()).read();
    Model model;
    try {
      model = models.of(sidecar.op());
    } catch (PredictionException e) {
      throw failed(e);
    }
    if (model == null) {
      throw new RejectedStudyException(
          "no_model",
          "there is no model for %s among the models (file %s)"
              .formatted(sidecar.op().code(), InputFolder.shown(study.source())));
    }
    return new ScoreTask(study.source(), sidecar, model);
  }

  private static FailedStudyException failed(PredictionException e) {
    String reason = e instanceof PredictionTimeoutException ? "model_timeout" : "model_failed";
    return new FailedStudyException(reason, String.valueOf(e.getMessage()), e);
  }

  private final class ScoreTask implements Task {
    private final String source;
    private final ScoreSidecar sidecar;
    private final Model model;
    private final ScoreEvents events;
    private final CardiacStudy heart;
    private final ObjectNode options;
    private final long bytes;

    ScoreTask(String source, ScoreSidecar sidecar, Model model)
        throws RejectedStudyException, IOException {
      this.source = source;
      this.sidecar = sidecar;
      this.model = model;
      events = new ScoreEvents(sidecar, model);
      HeartSegmenter segmenter = new HeartSegmenter(model, steps);
      heart = new CardiacStudy(segmenter, settings, sidecar, events);
      options = options(sidecar);
      bytes = ScoreComputer.this.bytes(sidecar, heart);
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public String largest() {
      return InputFolder.shown(source);
    }

    @Override
    public List<InputFile> files() throws RejectedStudyException {
      List<InputFile> files = new ArrayList<>();
      for (ImageEntry image : sidecar.images()) {
        files.add(InputFile.of(input, "image", image.file()));
      }
      for (PhaseEntry phase : sidecar.phases()) {
        files.add(InputFile.of(input, phase.name(), phase.file()));
      }
      return files;
    }

    @Override
    public String fingerprint(List<InputFile> files) {
      return ScoreComputer.this.fingerprint(sidecar, model, files, options);
    }

    @Override
    public boolean hasWhatIsOutside() {
      return ScoreEvents.areThere(
          settings.outputFolder(), sidecar, sidecar.images().size() + sidecar.phases().size());
    }

    @Override
    public ObjectNode compute(List<InputFile> files, StagedStudy staged)
        throws RejectedStudyException, FailedStudyException, IOException {
      Map<String, Path> paths = new HashMap<>();
      Map<String, Instant> times = new HashMap<>();
      for (InputFile file : files) {
        paths.put(file.name(), file.path());
        Instant at = settings.at();
        times.put(
            file.name(), at == null ? Files.getLastModifiedTime(file.path()).toInstant() : at);
      }
      StudyParts parts;
      try {
        parts =
            sidecar.op() == ScoreOp.CARDIAC
                ? heart.compute(paths, times, staged)
                : new DetectionStudy(
                        new LesionDetector(model, settings.minConfidence(), steps),
                        settings.maxPixels(),
                        sidecar,
                        events)
                    .compute(paths, times, staged);
      } catch (PredictionException e) {
        throw failed(e);
      }
      return description(sidecar, source, model, files, options, parts, fingerprint(files));
    }

    @Override
    public void placeWhatIsOutside() throws UnwritableResultException {
      try {
        events.write(settings.outputFolder());
      } catch (IOException e) {
        throw new UnwritableResultException("the events of study " + sidecar.study(), e);
      }
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
    if (sidecar.op() == ScoreOp.CARDIAC) {
      options.put("copyVolumes", settings.copyVolumes());
    } else {
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
    all.set("files", InputFile.listed(files));
    return Digests.sha256Hex(ResultJson.fileBytes(all));
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
    from.set("files", InputFile.listed(files));
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
