package org.radloom.scoring;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.radloom.commandline.JobOptions;
import org.radloom.models.Model;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelOptions;
import org.radloom.models.WarmUp;

/**
 * A process of its own, for what only a new one shows: the models to open, with commas between,
 * then the flags of {@code score}. Prints for each model the milliseconds that its first session
 * takes and those of a second one beside it, both with a warm-up, then the most memory resident in
 * one run of the job, and the most heap in use right after a collection in another.
 */
public final class ScoreBenchRun {
  private static final long PAUSE_MS = 200;

  private ScoreBenchRun() {}

  /** Runs and measures. */
  public static void main(String[] args) throws Exception {
    List<String> flags = List.of(args).subList(1, args.length);
    ScoreOptions options = JobOptions.parse(flags, ScoreOptions.class);
    for (String id : args[0].split(",", -1)) {
      double first = System.nanoTime();
      try (Model model = open(options, id)) {
        double second = System.nanoTime();
        double end;
        try (Model shared = open(options, id)) {
          end = System.nanoTime();
          if (!shared.sha256().equals(model.sha256())) {
            throw new IllegalStateException("another model was opened");
          }
        }
        System.out.printf(
            Locale.ROOT,
            "session %s %.1f %.1f%n",
            id,
            (second - first) / 1e6,
            (end - second) / 1e6);
      }
    }
    score(flags);
    System.out.printf(Locale.ROOT, "resident %d%n", residentKilobytes());
    AtomicLong live = new AtomicLong();
    Thread watch =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                live.accumulateAndGet(usedAfterCollection(), Math::max);
                try {
                  Thread.sleep(PAUSE_MS);
                } catch (InterruptedException e) {
                  return;
                }
              }
            },
            "live-heap");
    watch.start();
    score(flags);
    watch.interrupt();
    watch.join();
    System.out.printf(Locale.ROOT, "live %d%n", live.get());
    System.exit(0);
  }

  private static Model open(ScoreOptions options, String id) throws Exception {
    int slash = id.indexOf('/');
    Model model =
        ModelFolder.at(Path.of(options.getModels()))
            .open(id.substring(0, slash), id.substring(slash + 1), ModelOptions.defaults());
    WarmUp.run(model);
    return model;
  }

  private static void score(List<String> flags) throws Exception {
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    int code = ScoreCommand.score(JobOptions.parse(flags, ScoreOptions.class), silent, System.err);
    silent.close();
    if (code != 0) {
      throw new IllegalStateException("the job ended with " + code);
    }
  }

  private static long usedAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** The most that was resident, from the kernel. */
  private static long residentKilobytes() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }
}
