package org.radloom.trainingdata.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.Machine;
import org.radloom.commandline.UsageException;
import org.radloom.deid.DateMode;
import org.radloom.deid.Deidentifier;
import org.radloom.deid.Kind;

/** {@code bench deid}: how much the de-identification finds in labelled texts, and how fast. */
public final class DeidBench implements Command {
  private static final long SEED = 20_260_715;
  private static final int TIMES = 30;
  private static final double LEAST_RECALL = 0.98;
  private static final double LEAST_PRECISION = 0.90;
  private static final int WARM_UP = 10;
  private static final int ROUNDS = 20;

  @Override
  public String name() {
    return "deid";
  }

  @Override
  public String summary() {
    return "recall, precision and speed of the de-identification on labelled made-up texts";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.printf(
        "  --show   print the texts in which something was missed or taken for nothing%n%n"
            + "Fails if recall is below %.2f or precision below %.2f.%n",
        LEAST_RECALL, LEAST_PRECISION);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    boolean show = args.contains("--show");
    if (args.size() > (show ? 1 : 0)) {
      throw new UsageException("bench deid has one flag, --show");
    }
    LabelledTexts generator = new LabelledTexts(SEED);
    List<LabelledText> texts = generator.all(TIMES);
    Deidentifier deidentifier = new Deidentifier(DateMode.YEAR);
    DeidScore score = new DeidScore();
    for (LabelledText text : texts) {
      if (score.count(text, deidentifier) && show) {
        out.println(text.text() + "  =>  " + deidentifier.scrub(text.text()));
      }
    }
    out.printf(
        Locale.ROOT,
        "%s, Java %s; %d frames, %,d texts%n%n",
        Machine.processor(),
        System.getProperty("java.version"),
        generator.frames(),
        texts.size());
    table(score, out);
    String joined = texts.stream().map(LabelledText::text).collect(Collectors.joining("\n"));
    String plain =
        texts.stream()
            .filter(text -> text.labels().isEmpty())
            .map(LabelledText::text)
            .collect(Collectors.joining("\n"));
    out.printf(
        Locale.ROOT,
        "%n%.0f MB/s of one core on these texts, %.0f MB/s on those of them that name nobody%n",
        megabytesPerSecond(joined, deidentifier),
        megabytesPerSecond(plain, deidentifier));
    boolean good = score.recall() >= LEAST_RECALL && score.precision() >= LEAST_PRECISION;
    return good ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static void table(DeidScore score, PrintStream out) {
    out.println("| kind | planted | recall | taken out | precision |");
    out.println("|---|---:|---:|---:|---:|");
    for (Kind kind : Kind.values()) {
      row(
          out,
          kind.tag(),
          score.planted(kind),
          score.recall(kind),
          score.takenOut(kind),
          score.precision(kind));
    }
    row(out, "all", score.planted(), score.recall(), score.takenOut(), score.precision());
  }

  private static void row(
      PrintStream out, String name, int planted, double recall, int takenOut, double precision) {
    out.printf(
        Locale.ROOT,
        "| %s | %,d | %.3f | %,d | %.3f |%n",
        name,
        planted,
        recall,
        takenOut,
        precision);
  }

  private static double megabytesPerSecond(String text, Deidentifier deidentifier) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int i = 0; i < WARM_UP; i++) {
      deidentifier.scrub(text);
    }
    long begun = threads.getCurrentThreadCpuTime();
    long length = 0;
    for (int i = 0; i < ROUNDS; i++) {
      length += deidentifier.scrub(text).isEmpty() ? 0 : text.length();
    }
    return length / 1e6 / ((threads.getCurrentThreadCpuTime() - begun) / 1e9);
  }
}
