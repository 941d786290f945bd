package org.radloom.volumemaps.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.cuda.DeviceException;
import org.radloom.gpuops.volume.UnreadableVolumeException;
import org.radloom.volumemaps.input.FoundStudy;
import org.radloom.volumemaps.input.FoundStudy.Described;
import org.radloom.volumemaps.input.FoundStudy.Refused;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;
import org.radloom.volumemaps.output.FailedStudyException;
import org.radloom.volumemaps.output.RunFolder;
import org.radloom.volumemaps.output.StagedStudy;
import org.radloom.volumemaps.output.Status;
import org.radloom.volumemaps.output.StudyOutcome;
import org.radloom.volumemaps.output.StudyStore;
import org.radloom.volumemaps.output.Worklist;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one study from its files to its place in the output folder, or says why not; whatever is
 * wrong with a study ends with it. Not thread-safe; use one per worker thread.
 *
 * @param <T> what is known of a study that may be computed
 */
public final class StudyRunner<T extends Serializable> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StudyRunner.class);

  private final StudyStore store;
  private final Path run;
  private final MapsSettings.Again again;
  private final StudyComputer<T> computer;
  private final MemoryGate memory;

  /**
   * Makes one.
   *
   * @param output folder of the results
   * @param run folder of the run, see {@link RunFolder}
   * @param again what to do about results that are there already
   * @param computer is closed with this
   */
  public StudyRunner(Path output, Path run, MapsSettings.Again again, StudyComputer<T> computer) {
    this(output, run, again, computer, MemoryGate.ofThisProcess());
  }

  StudyRunner(
      Path output,
      Path run,
      MapsSettings.Again again,
      StudyComputer<T> computer,
      MemoryGate memory) {
    this.store = new StudyStore(output);
    this.run = run;
    this.again = again;
    this.computer = computer;
    this.memory = memory;
  }

  /**
   * Runs a study.
   *
   * @param number of the study in the run
   * @throws InterruptedException if the run is over
   */
  public StudyOutcome run(int number, FoundStudy<T> study) throws InterruptedException {
    long started = System.nanoTime();
    Result result = result(study);
    return new StudyOutcome(
        number,
        study.source(),
        study.op(),
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

    static Result failed(String reason, @Nullable String message) {
      return new Result(Status.FAILED, reason, message, null);
    }

    static Result of(Status status, JsonNode description) {
      return new Result(status, null, null, Worklist.entry(description, status));
    }
  }

  private Result result(FoundStudy<T> study) throws InterruptedException {
    if (study instanceof Refused<T> refused) {
      return Result.rejected(refused.reason(), refused.message());
    }
    Described<T> described = (Described<T>) study;
    String name = InputFolder.shown(described.source());
    try {
      return compute(described);
    } catch (RejectedStudyException e) {
      return Result.rejected(e.reason(), e.getMessage());
    } catch (UnreadableVolumeException e) {
      return Result.rejected(e.reason(), e.getMessage());
    } catch (FailedStudyException e) {
      return Result.failed(e.reason(), e.line());
    } catch (IOException e) {
      return Result.rejected(
          RejectReason.UNREADABLE_FILE.code(),
          "a file cannot be read to its end: %s (study of %s)"
              .formatted(e.getClass().getSimpleName(), name));
    } catch (DeviceException e) {
      return Result.failed("device_failed", e.getMessage());
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("the run is over");
      }
      return isOutOfMemory(e)
          ? Result.rejected(
              RejectReason.TOO_LARGE.code(),
              "the study needs more memory than there is; a larger heap helps (study of %s)"
                  .formatted(name))
          : unexpected(described.study(), name, e);
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
  private static Result unexpected(String study, String name, Throwable failure) {
    LOG.warn("study {} failed with {} at {}", study, failure.getClass().getName(), place(failure));
    return Result.rejected(
        RejectReason.INTERNAL_ERROR.code(),
        "a fault in Radloom, %s (study of %s)".formatted(failure.getClass().getSimpleName(), name));
  }

  private static String place(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0].toString();
  }

  private Result compute(Described<T> study)
      throws RejectedStudyException, FailedStudyException, IOException, InterruptedException {
    StudyComputer.Task task = computer.open(study);
    // Before gigabytes are read for their checksum.
    memory.requireFits(task.bytes(), task.largest());
    List<InputFile> files = task.files();
    if (again == MapsSettings.Again.SKIP) {
      Optional<JsonNode> done = store.intact(study.study(), task.fingerprint(files));
      if (done.isPresent() && task.hasWhatIsOutside()) {
        return Result.of(Status.SKIPPED, done.get());
      }
    }
    MemoryGate.Reservation reserved = memory.reserve(task.bytes(), task.largest());
    try (reserved;
        StagedStudy staged = StagedStudy.in(RunFolder.work(run), store.folder(study.study()))) {
      ObjectNode description = task.compute(files, staged);
      for (InputFile file : files) {
        file.requireUnchanged();
      }
      // First, so that a study in place has all of it.
      task.placeWhatIsOutside();
      staged.place(description);
      return Result.of(Status.FINISHED, description);
    }
  }

  @Override
  public void close() {
    computer.close();
  }
}
