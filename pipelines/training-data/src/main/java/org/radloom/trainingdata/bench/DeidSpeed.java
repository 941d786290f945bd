package org.radloom.trainingdata.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.radloom.deid.DateMode;
import org.radloom.deid.Deidentifier;
import org.radloom.deid.RecordText;
import org.radloom.privacy.KnownIdentifiers;

/**
 * How fast texts are de-identified: megabytes of UTF-8 a second of one thread's processor time,
 * each text by itself, the median of some rounds after others that warm up.
 */
final class DeidSpeed {
  private static final int REPORTS = 2_000;
  private static final int ROUNDS = 15;
  private static final double SECONDS_OF_WARM_UP = 3;

  private DeidSpeed() {}

  static void print(List<LabelledText> sentences, LabelledReports reports, PrintStream out) {
    Deidentifier deidentifier = new Deidentifier(DateMode.YEAR);
    ToIntFunction<String> alone = text -> deidentifier.scrub(text).length();
    ToIntFunction<String> record = text -> ofRecord(deidentifier, text);
    List<String> naming =
        sentences.stream().filter(one -> !one.labels().isEmpty()).map(LabelledText::text).toList();
    List<String> plain =
        sentences.stream().filter(one -> one.labels().isEmpty()).map(LabelledText::text).toList();
    List<String> whole = reports.whole(REPORTS).stream().map(LabelledText::text).toList();
    out.printf("%n| texts | MB/s of one core |%n|---|---:|%n");
    row(out, "sentences that name somebody", naming, alone);
    row(out, "sentences that name nobody", plain, alone);
    row(out, "whole reports", whole, alone);
    row(out, "whole reports, with the identifiers and names of their record", whole, record);
  }

  private static int ofRecord(Deidentifier deidentifier, String text) {
    KnownIdentifiers known =
        new KnownIdentifiers()
            .add("PAT-7259138", "PATIENT", "P")
            .add("STU-2024-118-A", "STUDY", "S")
            .add("reader.17@radiology", "USER", "U");
    RecordText record = new RecordText(deidentifier, known, 0, part -> part);
    record.learn(text);
    return record.scrub(text).length();
  }

  private static void row(
      PrintStream out, String name, List<String> texts, ToIntFunction<String> scrub) {
    long bytes = texts.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
    double[] seconds = new double[ROUNDS];
    for (double warm = 0; warm < SECONDS_OF_WARM_UP; ) {
      warm += secondsOf(texts, scrub);
    }
    for (int i = 0; i < ROUNDS; i++) {
      seconds[i] = secondsOf(texts, scrub);
    }
    Arrays.sort(seconds);
    out.printf(Locale.ROOT, "| %s | %.1f |%n", name, bytes / 1e6 / seconds[ROUNDS / 2]);
  }

  private static double secondsOf(List<String> texts, ToIntFunction<String> scrub) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begun = threads.getCurrentThreadCpuTime();
    long length = 0;
    for (String text : texts) {
      length += scrub.applyAsInt(text);
    }
    if (length == 0) {
      throw new IllegalStateException("there was no text");
    }
    return (threads.getCurrentThreadCpuTime() - begun) / 1e9;
  }
}
