package org.radloom.scoring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.radloom.gpuops.backend.Backend;
import org.radloom.models.Model;
import org.radloom.scoring.ScoreSidecar.ImageEntry;
import org.radloom.scoring.ScoreSidecar.PhaseEntry;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.output.StagedStudy;

/**
 * The plain loop that the job is measured against: threads that take sidecars one after the other,
 * read, ask, suppress and write the same images, maps and events through the same sessions. No
 * Beam, no checksums of inputs and results, no worklist, and nothing is safe from a crash.
 */
final class PlainScores {
  private final ScoreSettings settings;
  private final InputFolder input;

  PlainScores(ScoreSettings settings) {
    this.settings = settings;
    input = new InputFolder(settings.inputFolder());
  }

  /** Scores every study of the input folder on that many threads. */
  void run(int threads) throws Exception {
    List<String> sidecars;
    try (Stream<Path> entries = Files.list(settings.inputFolder())) {
      sidecars =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .sorted()
              .toList();
    }
    Path folder = Files.createDirectories(settings.outputFolder());
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (OpenModels models = OpenModels.open(settings)) {
      List<Callable<Integer>> work = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        work.add(
            () -> {
              int done = 0;
              try (ImageSteps steps = ImageSteps.on(Backend.select(settings.backend()))) {
                for (int i = next.getAndIncrement();
                    i < sidecars.size();
                    i = next.getAndIncrement()) {
                  score(sidecars.get(i), models, steps, folder);
                  done++;
                }
              }
              return done;
            });
      }
      int done = 0;
      for (Future<Integer> each : pool.invokeAll(work)) {
        done += each.get();
      }
      if (done != sidecars.size()) {
        throw new IllegalStateException("the loop lost a study");
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @SuppressWarnings("try") // Closing it would delete what was written.
  private void score(String source, OpenModels models, ImageSteps steps, Path folder)
      throws Exception {
    ScoreSidecar sidecar = ScoreSidecarReader.open(input, source).read();
    Model model = Objects.requireNonNull(models.of(sidecar.op()));
    ScoreEvents events = new ScoreEvents(sidecar, model);
    Map<String, Path> paths = new HashMap<>();
    Map<String, Instant> times = new HashMap<>();
    List<String> names = new ArrayList<>();
    sidecar.images().stream().map(ImageEntry::file).forEach(names::add);
    sidecar.phases().stream().map(PhaseEntry::file).forEach(names::add);
    for (String name : names) {
      Path path = input.file(name);
      paths.put(name, path);
      times.put(name, Files.getLastModifiedTime(path).toInstant());
    }
    StagedStudy files = StagedStudy.in(folder, folder.resolve(sidecar.study()));
    StudyParts parts =
        sidecar.op() == ScoreOp.CARDIAC
            ? new CardiacStudy(new HeartSegmenter(model, steps), settings, sidecar, events)
                .compute(paths, times, files)
            : new DetectionStudy(
                    new LesionDetector(model, settings.minConfidence(), steps),
                    settings.maxPixels(),
                    sidecar,
                    events)
                .compute(paths, times, files);
    files.write("result.json", parts.details());
    events.write(folder);
  }
}
