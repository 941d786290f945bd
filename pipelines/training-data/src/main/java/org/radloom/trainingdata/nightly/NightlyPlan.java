package org.radloom.trainingdata.nightly;

import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.radloom.commandline.ConfigFile;
import org.radloom.commandline.Durations;
import org.radloom.commandline.JobOptions;
import org.radloom.commandline.OutputFolder;
import org.radloom.commandline.UsageException;
import org.radloom.stream.BatchFiles;
import org.radloom.trainingdata.rules.RecordRules;

/**
 * What a night is to do.
 *
 * @param options of the export, the version's name and the input among them
 * @param freshWithin greatest age of the store's newest entry
 * @param versionNames the names that versions of nights have
 */
record NightlyPlan(NightlyOptions options, Duration freshWithin, Pattern versionNames) {
  private static final String DATE = "{date}";

  /** Flags that a night gives itself, or must not have. */
  private static final List<String> REFUSED = List.of("datasetVersion", "dryRun");

  /**
   * Reads flags, and the config file if they name one.
   *
   * @param clock says which night it is
   */
  static NightlyPlan of(List<String> args, Clock clock) throws UsageException {
    List<String> flags = new ArrayList<>(ConfigFile.expand(args));
    for (String name : REFUSED) {
      if (!value(flags, name, "").isEmpty()) {
        throw new UsageException(
            "--%s is not for nightly, whose versions are named by --versionPattern"
                .formatted(name));
      }
    }
    String pattern = value(flags, "versionPattern", DATE);
    if (!pattern.contains(DATE)) {
      throw new UsageException("--versionPattern must hold {date}, but was: " + pattern);
    }
    LocalDate night = night(value(flags, "night", ""), value(flags, "timeZone", "UTC"), clock);
    flags.add("--datasetVersion=" + pattern.replace(DATE, night.toString()));
    String store = value(flags, "store", "");
    if (!store.isEmpty() && value(flags, "input", "").isEmpty()) {
      flags.add("--input=%s/%s**".formatted(store.replaceFirst("/+$", ""), BatchFiles.CURATED));
    }
    NightlyOptions options = JobOptions.parse(flags, NightlyOptions.class);
    RecordRules.requireName("dataset", options.getDataset());
    RecordRules.requireName("versionPattern with its date", options.getDatasetVersion());
    return new NightlyPlan(
        options, Durations.parse("freshWithin", options.getFreshWithin()), names(pattern));
  }

  /** Checks what needs the file systems, which are open once the job's options are prepared. */
  void check() throws UsageException {
    int keep = options.getKeep();
    if (keep < 0 || (keep > 0 && !OutputFolder.isLocal(OutputFolder.of(options.getOutput())))) {
      throw new UsageException(
          "--keep must be at least 0, and 0 where the output is in an object store");
    }
  }

  /** Returns the folder of all versions. */
  String datasetFolder() throws UsageException {
    return OutputFolder.of(options.getOutput()) + "/" + options.getDataset();
  }

  /** Returns the file that is locked while a night runs. */
  Path lockFile() throws UsageException {
    if (!options.getLockFile().isEmpty()) {
      return Path.of(options.getLockFile());
    }
    String output = OutputFolder.of(options.getOutput());
    if (!OutputFolder.isLocal(output)) {
      throw new UsageException("--lockFile must be given where the output is in an object store");
    }
    return Path.of(output, ".nightly-%s.lock".formatted(options.getDataset()));
  }

  private static Pattern names(String versionPattern) {
    int at = versionPattern.indexOf(DATE);
    String before = versionPattern.substring(0, at);
    String after = versionPattern.substring(at + DATE.length());
    return Pattern.compile(Pattern.quote(before) + "\\d{4}-\\d{2}-\\d{2}" + Pattern.quote(after));
  }

  private static LocalDate night(String given, String zone, Clock clock) throws UsageException {
    try {
      return given.isEmpty()
          ? LocalDate.now(clock.withZone(ZoneId.of(zone)))
          : LocalDate.parse(given);
    } catch (DateTimeException e) {
      throw new UsageException(
          "--night must be a date such as 2026-11-20 and --timeZone a zone such as Europe/Vienna,"
              + " but were: '%s' and '%s'".formatted(given, zone));
    }
  }

  private static String value(List<String> flags, String name, String otherwise) {
    String prefix = "--" + name;
    String value = otherwise;
    for (String flag : flags) {
      if (flag.startsWith(prefix + "=")) {
        value = flag.substring(prefix.length() + 1);
      } else if (flag.equals(prefix)) {
        value = "true";
      }
    }
    return value;
  }
}
