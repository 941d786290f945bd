package org.radloom.datasetreport;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.split.Split;

/**
 * What a user of the version should know before training on it; the same words and values for the
 * page and for {@code README.md}.
 */
record DataCard(String name, String version, List<Section> sections) {
  /** A part with its prose, then its facts. */
  record Section(String title, List<String> paragraphs, List<Fact> facts) {
    boolean hasFacts() {
      return !facts.isEmpty();
    }
  }

  /** A value with its name. */
  record Fact(String name, String value) {}

  static DataCard of(VersionManifest manifest, String status) {
    List<Section> sections =
        List.of(
            new Section(
                "What it is",
                List.of(
                    "Training data for radiology: dictations with their corrected texts, and"
                        + " readings of images by models with the radiologist's truth."
                        + " Records are pseudonymous; no audio is in it."),
                what(manifest, status)),
            new Section(
                "How it was made",
                List.of(
                    "By Radloom's export, from event files, without anyone choosing records by"
                        + " hand. Events that could not be used, duplicates and patients without"
                        + " consent were left out; of the rest the best share of each kind was"
                        + " kept. The same events, keys and options give the same bytes."),
                made(manifest)),
            new Section("Counts", List.of(), counts(manifest)),
            new Section(
                "Splits",
                List.of(
                    "By group: a patient with everyone whose dictations are near-duplicates of"
                        + " theirs. No patient is in two splits, and none moves between versions"
                        + " unless a manifest counts its group as held apart."),
                splits(manifest)),
            new Section(
                "Intended use",
                List.of(
                    "To train and to compare models that transcribe dictations or read images,"
                        + " in research. Not for diagnosis, not for decisions about a patient, not"
                        + " for finding out who a patient is."),
                List.of()),
            new Section(
                "Limits",
                List.of(
                    "Records were chosen by quality score and by agreement with the truth, so the"
                        + " version is easier than the work it comes from. Readings at or below"
                        + " the least accuracy are kept apart as hard examples.",
                    "Pseudonyms are not anonymity: free text may still hold what identifies a"
                        + " person, and the holder of the keys can link records.",
                    "Truths are single readings, not a consensus. How well the version stands for"
                        + " other sites, scanners or languages than those it comes from is not"
                        + " known."),
                List.of()),
            new Section(
                "Licence and citation",
                List.of(
                    "The terms of use are not stated in the version: ask whoever gave it to you."
                        + " Cite the data set by its name and version, and the definitions of its"
                        + " measures as docs/metrics.md of the Radloom release named above gives"
                        + " them."),
                List.of(new Fact("Licence", "not stated"))));
    return new DataCard(Words.shown(manifest.dataset()), Words.shown(manifest.version()), sections);
  }

  private static List<Fact> what(VersionManifest manifest, String status) {
    long bytes = manifest.files().stream().mapToLong(VersionManifest.ListedFile::bytes).sum();
    return List.of(
        new Fact("Data set", Words.shown(manifest.dataset())),
        new Fact("Version", Words.shown(manifest.version())),
        new Fact("Goes on from", orNone(manifest.previousVersion())),
        new Fact("Checks", status),
        new Fact("Files", Words.count(manifest.files().size()) + ", " + Words.bytes(bytes)),
        new Fact("Categories", shownList(manifest.categories())));
  }

  private static List<Fact> made(VersionManifest manifest) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Made by", Words.shown(manifest.codeVersion())));
    facts.add(
        new Fact(
            "Input",
            Words.count(manifest.inputFiles(), "file")
                + ", "
                + Words.bytes(manifest.inputBytes())));
    VersionManifest.Cutoffs cutoffs = manifest.cutoffs();
    facts.add(new Fact("Share kept of ranked records", Words.percent(cutoffs.topShare())));
    facts.add(
        new Fact(
            "Lowest quality score of a dictation", Words.decimal(cutoffs.transcriptionQuality())));
    facts.add(new Fact("Lowest accuracy of a reading", Words.decimal(cutoffs.inferenceAccuracy())));
    facts.add(
        new Fact(
            "Accuracy that a hard example does not exceed", Words.brief(cutoffs.minAccuracy())));
    manifest
        .options()
        .forEach(
            (name, value) ->
                facts.add(
                    new Fact(
                        "Option " + Words.shown(name),
                        value.isEmpty() ? "-" : Words.shown(value))));
    return facts;
  }

  private static List<Fact> counts(VersionManifest manifest) {
    FateCounts total = manifest.total();
    return List.of(
        new Fact("Events read", Words.count(manifest.eventsRead())),
        new Fact("Decisions about consent among them", Words.count(manifest.consents().read())),
        new Fact("Rejected", Words.count(total.rejectedTotal())),
        new Fact("Duplicates", Words.count(total.duplicates())),
        new Fact("Denied by consent", Words.count(total.denied())),
        new Fact("Unmatched", Words.count(total.unmatched())),
        new Fact("Hard examples", Words.count(total.hardExamples())),
        new Fact("Below the cutoff", Words.count(total.belowCutoff())),
        new Fact("Exported", Words.count(total.exportedTotal())),
        new Fact("Records exported", Words.count(manifest.recordsExported())));
  }

  private static List<Fact> splits(VersionManifest manifest) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Mode", Words.shown(manifest.splits().mode())));
    facts.add(new Fact("Groups", Words.count(manifest.splits().groups())));
    for (Split split : Split.values()) {
      VersionManifest.SplitShare share = SplitBands.share(manifest, split);
      facts.add(
          new Fact(
              split.code(),
              "%s (%s), %s (%s)"
                  .formatted(
                      Words.count(share.records(), "record"),
                      Words.percent(share.recordShare()),
                      Words.count(share.patients(), "patient"),
                      Words.percent(share.patientShare()))));
    }
    return facts;
  }

  private static String shownList(List<String> names) {
    return names.isEmpty() ? "none" : Words.shown(String.join(", ", names));
  }

  private static String orNone(@Nullable String name) {
    return name == null ? "none" : Words.shown(name);
  }
}
