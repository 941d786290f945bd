package org.radloom.volumemaps.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.gpuops.agatston.AgatstonOptions;
import org.radloom.gpuops.agatston.Connectivity;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.perfusion.Deconvolution;
import org.radloom.gpuops.perfusion.PerfusionOptions;
import org.radloom.gpuops.perfusion.PerfusionSeries;
import org.radloom.gpuops.phantom.PerfusionAnatomy;
import org.radloom.gpuops.phantom.PerfusionPhantom;
import org.radloom.gpuops.phantom.PerfusionPhantomOptions;
import org.radloom.volumemaps.InputFiles;
import org.radloom.volumemaps.input.CtInputs;
import org.radloom.volumemaps.input.CtStudy;
import org.radloom.volumemaps.input.FoundStudy;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.StudySearch;
import org.radloom.volumemaps.output.RunFolder;
import org.radloom.volumemaps.output.Status;
import org.radloom.volumemaps.output.StudyOutcome;
import org.radloom.volumemaps.study.MapsSettings.Again;
import org.radloom.volumemaps.study.MapsSettings.Volumes;

/** One study without a job around it: when it is computed, and when it need not be. */
final class StudyRunnerTest {
  private static final AgatstonOptions AGATSTON = AgatstonOptions.DEFAULTS;
  private static final PerfusionOptions PERFUSION =
      PerfusionOptions.DEFAULTS.with(Deconvolution.CSVD);

  private final Path input;
  private final Path output;

  StudyRunnerTest(@TempDir Path folder) throws Exception {
    input = Files.createDirectory(folder.resolve("in"));
    output = folder.resolve("out");
  }

  private MapsSettings settings(AgatstonOptions agatston, PerfusionOptions perfusion) {
    return new MapsSettings(
        input.toString(),
        output.toString(),
        "",
        BackendChoice.CPU,
        2,
        agatston,
        perfusion,
        null,
        Volumes.LEFT,
        Again.SKIP);
  }

  private static MapsSettings in(RunFolder run, MapsSettings settings) {
    return new MapsSettings(
        settings.input(),
        settings.output(),
        run.folder().toString(),
        settings.backend(),
        settings.concurrentStudies(),
        settings.agatston(),
        settings.perfusion(),
        settings.aif(),
        settings.volumes(),
        settings.again());
  }

  private static StudyRunner<CtStudy> runner(MapsSettings settings, MemoryGate memory)
      throws Exception {
    return new StudyRunner<>(
        settings.outputFolder(),
        settings.runFolder(),
        settings.again(),
        new MapsComputer(settings),
        memory);
  }

  private Status run(MapsSettings settings) throws Exception {
    return run(settings, new MemoryGate(1 << 28)).status();
  }

  private StudyOutcome run(MapsSettings settings, MemoryGate memory) throws Exception {
    FoundStudy<CtStudy> study = StudySearch.find(new InputFolder(input), new CtInputs()).get(0);
    try (RunFolder run = RunFolder.in(output);
        StudyRunner<CtStudy> runner = runner(in(run, settings), memory)) {
      return runner.run(0, study);
    }
  }

  private JsonNode json(String path) throws Exception {
    return new ObjectMapper().readTree(Files.readAllBytes(output.resolve(path)));
  }

  @Test
  void computesCalciumAgainWhenWhatMattersChanges() throws Exception {
    InputFiles.calcium(input, "a", "S-A");
    List<AgatstonOptions> changed =
        List.of(
            AGATSTON,
            AGATSTON.with(Connectivity.EIGHT),
            new AgatstonOptions(Connectivity.FOUR, 131, 1, 1, null),
            new AgatstonOptions(Connectivity.FOUR, 130, 2, 1, null),
            new AgatstonOptions(Connectivity.FOUR, 130, 1, 2, null),
            new AgatstonOptions(Connectivity.FOUR, 130, 1, 1, 0.001));
    for (AgatstonOptions options : changed) {
      assertThat(run(settings(options, PERFUSION))).isEqualTo(Status.FINISHED);
      assertThat(run(settings(options, PERFUSION))).isEqualTo(Status.SKIPPED);
    }
    // Options of the other op do not matter.
    assertThat(run(settings(changed.get(5), PERFUSION.with(Deconvolution.OSVD))))
        .isEqualTo(Status.SKIPPED);
  }

  @Test
  void computesAgainWhenTheSidecarSaysSomethingElseOfTheVolume() throws Exception {
    InputFiles.calcium(input, "a", "S-A");
    MapsSettings settings = settings(AGATSTON, PERFUSION);
    assertThat(run(settings)).isEqualTo(Status.FINISHED);

    String sidecar = Files.readString(input.resolve("a.json"));
    InputFiles.sidecar(input, "a", sidecar.replace(InputFiles.PATIENT, "another"));
    assertThat(run(settings)).isEqualTo(Status.SKIPPED);

    InputFiles.sidecar(input, "a", sidecar.replace("120", "100"));
    assertThat(run(settings)).isEqualTo(Status.FINISHED);
    assertThat(json("studies/S-A/calcium.json").path("flags").toString())
        .isEqualTo("[\"kvp_not_120\"]");
  }

  @Test
  void computesPerfusionAgainWhenTheMethodChanges() throws Exception {
    PerfusionPhantom head =
        PerfusionPhantom.stored(
            new PerfusionPhantomOptions(
                32,
                32,
                1,
                PerfusionPhantomOptions.everySeconds(30, 2),
                PerfusionAnatomy.STROKE,
                0,
                1));
    PerfusionSeries series = head.series();
    NiftiWriter.write(input.resolve("h.nii"), series.volume());
    NiftiWriter.write(input.resolve("h_aif.nii"), head.aifMask());
    NiftiWriter.write(input.resolve("h_mask.nii"), head.regions());
    InputFiles.sidecar(
        input,
        "h",
        """
        {"op":"perfusion","study":"S-H","frameTimesSeconds":%s,"aifMask":"h_aif.nii",
         "mask":"h_mask.nii"}
        """
            .formatted(series.frameTimesSeconds()));

    assertThat(run(settings(AGATSTON, PERFUSION))).isEqualTo(Status.FINISHED);
    assertThat(run(settings(AGATSTON.with(Connectivity.EIGHT), PERFUSION)))
        .isEqualTo(Status.SKIPPED);
    assertThat(run(settings(AGATSTON, PERFUSION.with(Deconvolution.SSVD))))
        .isEqualTo(Status.FINISHED);
    assertThat(json("studies/S-H/study.json").path("flags").toString())
        .isEqualTo("[\"baseline_automatic\",\"aif_unscaled\"]");
    // Without regions, those of the mask.
    assertThat(json("studies/S-H/curves.json").path("regions")).hasSize(head.tissues().size());
  }

  @Test
  void rejectsWhatNeverFitsIntoMemoryBeforeItIsRead() throws Exception {
    InputFiles.calcium(input, "a", "S-A");

    StudyOutcome outcome = run(settings(AGATSTON, PERFUSION), new MemoryGate(8 << 20));

    assertThat(outcome.status()).isEqualTo(Status.REJECTED);
    assertThat(outcome.reason()).isEqualTo("too_large");
    assertThat(outcome.message()).contains("17 MiB", "8 MiB", "a.nii.gz");
    assertThat(output).isEmptyDirectory();
  }

  @Test
  void twinsOfOneStudyLeaveOneWholeResult() throws Exception {
    InputFiles.calcium(input, "a", "S-A");
    FoundStudy<CtStudy> study = StudySearch.find(new InputFolder(input), new CtInputs()).get(0);
    MemoryGate memory = new MemoryGate(1 << 28);
    ExecutorService twins = Executors.newFixedThreadPool(4);
    try (RunFolder run = RunFolder.in(output)) {
      MapsSettings settings = in(run, settings(AGATSTON, PERFUSION));
      List<Callable<StudyOutcome>> work = new ArrayList<>();
      for (int twin = 0; twin < 4; twin++) {
        work.add(
            () -> {
              StudyRunner<CtStudy> runner = runner(settings, memory);
              try (runner) {
                return runner.run(0, study);
              }
            });
      }
      for (Future<StudyOutcome> done : twins.invokeAll(work)) {
        assertThat(done.get().status()).isIn(Status.FINISHED, Status.SKIPPED);
      }
    } finally {
      twins.shutdownNow();
    }
    assertThat(run(settings(AGATSTON, PERFUSION))).isEqualTo(Status.SKIPPED);
  }
}
