package org.radloom.volumemaps.study;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.backend.Backend;
import org.radloom.gpuops.backend.BackendIslandFinder;
import org.radloom.gpuops.backend.BackendPerfusionMapper;
import org.radloom.gpuops.backend.BackendUnavailableException;
import org.radloom.volumemaps.input.Companion;
import org.radloom.volumemaps.input.CtStudy;
import org.radloom.volumemaps.input.FoundStudy.Described;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.Op;
import org.radloom.volumemaps.input.RejectedStudyException;
import org.radloom.volumemaps.input.Sidecar;
import org.radloom.volumemaps.output.StagedStudy;
import org.radloom.volumemaps.output.UnwritableResultException;

/** Computes calcium scores and perfusion maps. Not thread-safe; use one per worker thread. */
public final class MapsComputer implements StudyComputer<CtStudy> {
  private final MapsSettings settings;
  private final InputFolder input;
  private final Backend backend;
  private final int threads;
  private @Nullable BackendIslandFinder finder;
  private @Nullable BackendPerfusionMapper mapper;

  /**
   * Makes one.
   *
   * @throws BackendUnavailableException if it must be CUDA and there is none
   */
  public MapsComputer(MapsSettings settings) throws BackendUnavailableException {
    this.settings = settings;
    input = new InputFolder(settings.inputFolder());
    backend = Backend.select(settings.backend());
    threads =
        Math.max(1, Runtime.getRuntime().availableProcessors() / settings.concurrentStudies());
  }

  /** Returns what runs the studies of a run. */
  public static StudyRunner<CtStudy> runner(MapsSettings settings)
      throws BackendUnavailableException {
    return new StudyRunner<>(
        settings.outputFolder(),
        settings.runFolder(),
        settings.again(),
        new MapsComputer(settings));
  }

  @Override
  public Task open(Described<CtStudy> study) throws RejectedStudyException, IOException {
    CtStudy ct = study.what();
    return new CtTask(study, MemoryNeed.of(ct.sidecar(), InputFile.path(input, ct.volume())));
  }

  private final class CtTask implements Task {
    private final Described<CtStudy> study;
    private final Sidecar sidecar;
    private final MemoryNeed need;

    CtTask(Described<CtStudy> study, MemoryNeed need) {
      this.study = study;
      this.sidecar = study.what().sidecar();
      this.need = need;
    }

    @Override
    public long bytes() {
      return need.bytes();
    }

    @Override
    public String largest() {
      return InputFolder.shown(study.what().volume());
    }

    /** The volume first, then its companions in the order of the sidecar's. */
    @Override
    public List<InputFile> files() throws RejectedStudyException {
      List<InputFile> files = new ArrayList<>();
      files.add(InputFile.of(input, "volume", study.what().volume()));
      for (var named : sidecar.files().entrySet()) {
        files.add(InputFile.of(input, named.getKey().field(), named.getValue()));
      }
      return files;
    }

    @Override
    public String fingerprint(List<InputFile> files) {
      return fingerprint(files, backend.name());
    }

    private String fingerprint(List<InputFile> files, String ranOn) {
      return Fingerprint.of(sidecar, files, options(sidecar.op()), ranOn, settings.volumes());
    }

    @Override
    public ObjectNode compute(List<InputFile> files, StagedStudy staged)
        throws RejectedStudyException, UnwritableResultException, IOException {
      Map<Companion, InputFile> companions = new EnumMap<>(Companion.class);
      int next = 1;
      for (Companion companion : sidecar.files().keySet()) {
        companions.put(companion, files.get(next++));
      }
      StudyVolumes volumes =
          StudyVolumes.read(sidecar, files.get(0), companions, need.voxelBytes());
      StudyResult result = result(volumes, staged);
      return StudyDescription.of(
          study,
          files,
          options(sidecar.op()),
          result,
          device(result),
          fingerprint(files, result.backend()));
    }
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

  private StudyResult result(StudyVolumes volumes, StagedStudy staged)
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
