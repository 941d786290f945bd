package org.radloom.trainingdata.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
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

  private static final String DEVELOPMENT = "deid-development.txt";
  private static final String HELD_OUT = "deid-heldout.txt";

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
        "  --show    print the texts of the tuned set in which something was missed or taken for%n"
            + "            nothing%n%n"
            + "Fails if recall is below %.2f or precision below %.2f on the tuned set, or%n"
            + "precision below %.2f on the held-out set. Recall on the held-out set is what to%n"
            + "expect of texts no rule was made for, and is printed only.%n",
        LEAST_RECALL, LEAST_PRECISION, LEAST_PRECISION);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    boolean show = args.contains("--show");
    if (args.size() > (show ? 1 : 0)) {
      throw new UsageException("bench deid has one flag, --show");
    }
    out.printf(
        Locale.ROOT, "%s, Java %s%n", Machine.processor(), System.getProperty("java.version"));
    LabelledTexts frames = new LabelledTexts(SEED);
    List<LabelledText> tunedTexts = frames.all(TIMES);
    DeidScore tuned = score(tunedTexts, show, out);
    table("Tuned set, the rules were mended on it", frames.frames(), tunedTexts, tuned, out);
    LabelledReports development = new LabelledReports(DEVELOPMENT, SEED);
    List<LabelledText> developmentTexts = development.all(TIMES);
    DeidScore mended = score(developmentTexts, show, out);
    table(
        "Development set, the rules were mended on it",
        development.frames(),
        developmentTexts,
        mended,
        out);
    LabelledReports reports = new LabelledReports(HELD_OUT, SEED);
    List<LabelledText> heldOutTexts = reports.all(TIMES);
    DeidScore heldOut = score(heldOutTexts, false, out);
    table("Held-out set, no rule was mended on it", reports.frames(), heldOutTexts, heldOut, out);
    DeidSpeed.print(tunedTexts, reports, out);
    boolean good =
        tuned.recall() >= LEAST_RECALL
            && tuned.precision() >= LEAST_PRECISION
            && heldOut.precision() >= LEAST_PRECISION;
    return good ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static DeidScore score(List<LabelledText> texts, boolean show, PrintStream out) {
    Deidentifier deidentifier = new Deidentifier(DateMode.YEAR);
    DeidScore score = new DeidScore();
    for (LabelledText text : texts) {
      if (score.count(text, deidentifier) && show) {
        out.println(text.text() + "  =>  " + deidentifier.scrub(text.text()));
      }
    }
    return score;
  }

  private static void table(
      String title, int frames, List<LabelledText> texts, DeidScore score, PrintStream out) {
    out.printf(Locale.ROOT, "%n%s: %d frames, %,d texts%n%n", title, frames, texts.size());
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
}
