package org.radloom.volumemaps.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.backend.Backend;
import org.radloom.gpuops.backend.BackendIslandFinder;
import org.radloom.gpuops.backend.BackendPerfusionMapper;
import org.radloom.gpuops.backend.BackendUnavailableException;
import org.radloom.gpuops.cuda.DeviceException;
import org.radloom.gpuops.volume.UnreadableVolumeException;
import org.radloom.volumemaps.input.Companion;
import org.radloom.volumemaps.input.FoundStudy;
import org.radloom.volumemaps.input.FoundStudy.Described;
import org.radloom.volumemaps.input.FoundStudy.Refused;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.Op;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;
import org.radloom.volumemaps.output.RunFolder;
import org.radloom.volumemaps.output.StagedStudy;
import org.radloom.volumemaps.output.Status;
import org.radloom.volumemaps.output.StudyOutcome;
import org.radloom.volumemaps.output.StudyStore;
import org.radloom.volumemaps.output.UnwritableResultException;
import org.radloom.volumemaps.output.Worklist;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one study from its files to its place in the output folder, or says why not; whatever is
 * wrong with a study ends with it. Not thread-safe; use one per worker thread.
 */
public final class StudyRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StudyRunner.class);
  private static final String UNWRITABLE = "unwritable_output";
  private static final String DEVICE_FAILED = "device_failed";

  private final MapsSettings settings;
  private final InputFolder input;
  private final StudyStore store;
  private final MemoryGate memory;
  private final Backend backend;
  private final int threads;
  private @Nullable BackendIslandFinder finder;
  private @Nullable BackendPerfusionMapper mapper;

  /**
   * Makes one.
   *
   * @throws BackendUnavailableException if it must be CUDA and there is none
   */
  public StudyRunner(MapsSettings settings) throws BackendUnavailableException {
    this(settings, MemoryGate.ofThisProcess());
  }

  StudyRunner(MapsSettings settings, MemoryGate memory) throws BackendUnavailableException {
    this.settings = settings;
    this.memory = memory;
    input = new InputFolder(settings.inputFolder());
    store = new StudyStore(settings.outputFolder());
    backend = Backend.select(settings.backend());
    threads =
        Math.max(1, Runtime.getRuntime().availableProcessors() / settings.concurrentStudies());
  }

  /**
   * Runs a study.
   *
   * @param number of the study in the run
   * @throws InterruptedException if the run is over
   */
  public StudyOutcome run(int number, FoundStudy study) throws InterruptedException {
    long started = System.nanoTime();
    Result result = result(study);
    return new StudyOutcome(
        number,
        study.source(),
        study.op() == null ? null : study.op().code(),
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
    static Result rejected(String reason, @Nullable String message) {
      return new Result(Status.REJECTED, reason, Objects.requireNonNullElse(message, reason), null);
    }
  }

  private Result result(FoundStudy study) throws InterruptedException {
    if (study instanceof Refused refused) {
      return Result.rejected(refused.reason(), refused.message());
    }
    Described described = (Described) study;
    String name = InputFolder.shown(described.source());
    try {
      return compute(described);
    } catch (RejectedStudyException e) {
      return Result.rejected(e.reason(), e.getMessage());
    } catch (UnreadableVolumeException e) {
      return Result.rejected(e.reason(), e.getMessage());
    } catch (UnwritableResultException e) {
      return new Result(Status.FAILED, UNWRITABLE, e.getMessage(), null);
    } catch (IOException e) {
      return Result.rejected(
          RejectReason.UNREADABLE_FILE.code(),
          "a file cannot be read to its end: %s (study of %s)"
              .formatted(e.getClass().getSimpleName(), name));
    } catch (DeviceException e) {
      return new Result(Status.FAILED, DEVICE_FAILED, e.getMessage(), null);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("the run is over");
      }
      return isOutOfMemory(e)
          ? Result.rejected(
              RejectReason.TOO_LARGE.code(),
              "the study needs more memory than there is; a larger heap helps (study of %s)"
                  .formatted(name))
          : unexpected(described, name, e);
    }
  }

  private static boolean isOutOfMemory(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  /** Names the class of what went wrong, not its message: that may hold anything of the input. */
  private static Result unexpected(Described study, String name, Throwable failure) {
    LOG.warn(
        "study {} failed with {} at {}",
        study.study(),
        failure.getClass().getName(),
        place(failure));
    return Result.rejected(
        RejectReason.INTERNAL_ERROR.code(),
        "a fault in Radloom, %s (study of %s)".formatted(failure.getClass().getSimpleName(), name));
  }

  private static String place(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0].toString();
  }

  private Result compute(Described study)
      throws RejectedStudyException, UnwritableResultException, IOException, InterruptedException {
    String volumeName = InputFolder.shown(study.volume());
    MemoryNeed need = MemoryNeed.of(study.sidecar(), InputFile.path(input, study.volume()));
    // Before gigabytes are read for their checksum.
    memory.requireFits(need.bytes(), volumeName);
    InputFile volume = InputFile.of(input, "volume", study.volume());
    Map<Companion, InputFile> companions = new EnumMap<>(Companion.class);
    for (var named : study.sidecar().files().entrySet()) {
      companions.put(named.getKey(), InputFile.of(input, named.getKey().field(), named.getValue()));
    }
    List<InputFile> files = new ArrayList<>(List.of(volume));
    files.addAll(companions.values());
    Optional<JsonNode> done =
        settings.again() == MapsSettings.Again.SKIP
            ? store.intact(study.study(), fingerprint(study, files, backend.name()))
            : Optional.empty();
    if (done.isPresent()) {
      return new Result(Status.SKIPPED, null, null, Worklist.entry(done.get(), Status.SKIPPED));
    }
    MemoryGate.Reservation reserved = memory.reserve(need.bytes(), volumeName);
    try (reserved;
        StagedStudy staged =
            StagedStudy.in(RunFolder.work(settings.runFolder()), store.folder(study.study()))) {
      StudyVolumes volumes =
          StudyVolumes.read(study.sidecar(), volume, companions, need.voxelBytes());
      StudyResult result = compute(volumes, staged);
      for (InputFile file : files) {
        file.requireUnchanged();
      }
      ObjectNode description =
          StudyDescription.of(
              study,
              files,
              options(study.op()),
              result,
              device(result),
              fingerprint(study, files, result.backend()));
      staged.place(description);
      return new Result(Status.FINISHED, null, null, Worklist.entry(description, Status.FINISHED));
    }
  }

  private String fingerprint(Described study, List<InputFile> files, String ranOn) {
    return Fingerprint.of(study.sidecar(), files, options(study.op()), ranOn, settings.volumes());
  }

  private String device(StudyResult result) {
    return result.backend().equals(backend.name())
        ? backend.device()
        : "cpu, after %s failed".formatted(backend.device());
  }

  private ObjectNode options(Op op) {
    return switch (op) {
      case AGATSTON -> CalciumStudy.options(settings.agatston());
      case PERFUSION -> PerfusionStudy.options(settings.perfusion(), settings.aif());
    };
  }

  private StudyResult compute(StudyVolumes volumes, StagedStudy staged)
      throws RejectedStudyException, UnwritableResultException, IOException {
    return switch (volumes.sidecar().op()) {
      case AGATSTON ->
          new CalciumStudy(finder(), settings.agatston(), settings.volumes())
              .compute(volumes, staged);
      case PERFUSION ->
          new PerfusionStudy(mapper(), settings.perfusion(), settings.aif(), settings.volumes())
              .compute(volumes, staged);
    };
  }

  private BackendIslandFinder finder() {
    if (finder == null) {
      finder = backend.newIslandFinder(threads);
    }
    return finder;
  }

  private BackendPerfusionMapper mapper() {
    if (mapper == null) {
      mapper = backend.newPerfusionMapper(threads);
    }
    return mapper;
  }

  @Override
  public void close() {
    if (finder != null) {
      finder.close();
      finder = null;
    }
    if (mapper != null) {
      mapper.close();
      mapper = null;
    }
  }
}
