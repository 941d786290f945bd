package org.radloom.trainingdata.erase;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.jspecify.annotations.Nullable;
import org.radloom.audit.Action;
import org.radloom.audit.AuditTrail;
import org.radloom.audit.RunAudit;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.JobOptions;
import org.radloom.commandline.OptionsHelp;
import org.radloom.commandline.OutputFolder;
import org.radloom.commandline.UsageException;
import org.radloom.encryption.DecryptCommand;
import org.radloom.encryption.EncryptionKeys;
import org.radloom.files.Digests;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Pseudonym;
import org.radloom.privacy.Pseudonyms;
import org.radloom.privacy.Purpose;
import org.radloom.trainingdata.export.InputFiles;
import org.radloom.trainingdata.rules.RecordRules;
import org.radloom.transforms.SourceFile;

/** {@code erase}: keeps patients out of every later version, and tells where they are already. */
public final class EraseCommand implements Command {
  private static final String USAGE =
      """
      usage: ./radloom erase --output=OUT --keyFile=F (--patientFile=FILE | --patient=-) [--flag=value]...

      Keeps patients out of every later export and stream under OUT, whatever consents say, and
      tells which versions hold them already. Names no patient: only pseudonyms are written and
      printed.

        OUT/erasures/PSEUDONYM.json  says who is left out from now on
        OUT/erasures/impact.json     every version, file by file, that holds one of them
        superseded.json              beside the manifest of each such version

      Versions are not changed, and nothing is deleted: export the next version, then delete the
      superseded ones, and remove the raw events. A stream that runs reads the erasures when it is
      started again. Safe to run again.

      Exit codes: 0 done, also if a patient is nowhere; 1 failed, or something under OUT could not
      be searched, and impact.json says what; 2 wrong usage. With 1 for what could not be searched,
      the patients are left out of later versions all the same.

      example: ./radloom erase --output=out --keyFile=hospital.keys --patientFile=erase.txt

      """;

  private final Clock clock;
  private final InputStream in;

  /** Makes the command. */
  public EraseCommand() {
    this(Clock.systemUTC(), System.in);
  }

  EraseCommand(Clock clock, InputStream in) {
    this.clock = clock;
    this.in = in;
  }

  @Override
  public String name() {
    return "erase";
  }

  @Override
  public String summary() {
    return "keep patients out, and tell where they are";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(USAGE);
    OptionsHelp.print(EraseOptions.class, out);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    if (args.stream().anyMatch(word -> !word.startsWith("--"))) {
      // The word is not shown: it may be a patient's id.
      throw new UsageException("expected flags only: --output=OUT --keyFile=F --patientFile=FILE");
    }
    EraseOptions options = JobOptions.parse(args, EraseOptions.class);
    JobOptions.prepare(options, EraseCommand.class);
    FileSystems.setDefaultPipelineOptions(options);
    Path output = output(options.getOutput());
    Keys keys = RecordRules.readKeys(options.getKeyFile());
    EncryptionKeys encryption =
        options.getKeyset().isEmpty() ? null : DecryptCommand.keys(options.getKeyset());
    List<String> inputs = options.getInput() == null ? List.of() : options.getInput();
    List<SourceFile> events = inputs.isEmpty() ? List.of() : InputFiles.match(inputs);
    Map<String, Pseudonym> patients = new LinkedHashMap<>();
    Pseudonyms pseudonyms = Pseudonyms.of(keys, Purpose.PATIENT);
    for (String id : PatientIds.of(options.getPatient(), options.getPatientFile(), in)) {
      patients.put(id, pseudonyms.of(id));
    }

    AuditTrail trail = AuditTrail.forOutput(options, output.toString(), err);
    try (RunAudit audit = RunAudit.of(trail, "erase", Map.of())) {
      try {
        audit.started();
        audit.keyUsed(Purpose.PATIENT.fileName(), keys.id(Purpose.PATIENT));
        if (encryption != null) {
          audit.keyUsed("encryption", encryption.primaryId());
        }
        int fresh = leaveOut(patients.values(), output, keys, audit);
        Impact impact = search(output, keys, encryption, patients, events);
        return report(impact, output, patients.size(), fresh, audit, out, err);
      } catch (RuntimeException | IOException e) {
        audit.failed(e);
        throw e;
      }
    }
  }

  /** Writes the tombstones, and returns how many there were not before. */
  private int leaveOut(Collection<Pseudonym> patients, Path output, Keys keys, RunAudit audit)
      throws IOException {
    int fresh = 0;
    for (Pseudonym patient : patients) {
      fresh += Tombstones.write(output, patient.hex(), keys, clock.instant()) ? 1 : 0;
    }
    audit.record(
        Action.ERASED,
        Map.of(
            "keyId",
            keys.id(Purpose.PATIENT),
            "counts",
            Map.of("patients", patients.size(), "new", fresh)));
    return fresh;
  }

  /** Finds where the patients are, and marks the versions that hold one. */
  private static Impact search(
      Path output,
      Keys keys,
      @Nullable EncryptionKeys encryption,
      Map<String, Pseudonym> patients,
      List<SourceFile> events)
      throws IOException {
    List<Pseudonym> found = new ArrayList<>(patients.values());
    Impact impact = new Impact(found);
    ImpactSearch search = new ImpactSearch(output, keys, encryption, found, impact);
    lookThrough(events, output, new RawEvents(keys, patients), search, impact);
    search.run();
    for (Pseudonym patient : found) {
      for (OutputVersion version : impact.versions(patient)) {
        if (version.isPublished()) {
          Superseded.mark(version.folder(), patient.hex());
        }
      }
    }
    return impact;
  }

  private static int report(
      Impact impact,
      Path output,
      int patients,
      int fresh,
      RunAudit audit,
      PrintStream out,
      PrintStream err)
      throws IOException {
    Path report = output.resolve(Tombstones.FOLDER).resolve("impact.json");
    impact.write(report);
    String sha256 = Digests.sha256Hex(report);
    audit.ended(impact.isComplete() ? "done" : "incomplete", Map.of("impactSha256", sha256));

    out.printf(
        "%d patients are left out of every later version (%d of them since now)%n",
        patients, fresh);
    impact.print(out);
    out.printf("file by file: %s%n", report);
    if (!impact.isComplete()) {
      err.println("radloom erase: not everything could be searched; see above, and run it again");
      return ExitCode.FAILED;
    }
    return ExitCode.DONE;
  }

  private static Path output(String output) throws UsageException {
    String folder = OutputFolder.of(output);
    if (!OutputFolder.isLocal(folder)) {
      throw new UsageException(
          "--output must be on this disk; for an object store, see docs/privacy.md");
    }
    Path path = Path.of(folder);
    if (!Files.isDirectory(path)) {
      throw new UsageException("there is no folder %s".formatted(path));
    }
    return path;
  }

  /** Finds the patients' records in raw events, and the files that hold them. */
  private static void lookThrough(
      List<SourceFile> inputs, Path output, RawEvents events, ImpactSearch search, Impact impact) {
    Set<String> curated = curated(output, impact);
    List<String> others = inputs.stream().map(SourceFile::path).toList();
    for (String file : Stream.concat(curated.stream(), others.stream()).toList()) {
      try {
        events.findRecords(file);
      } catch (IOException e) {
        impact.notSearched(shown(output, file), "unreadable");
      }
    }
    events.records().forEach(search::addRecord);
    for (String file : Stream.concat(curated.stream(), others.stream()).toList()) {
      try {
        for (Pseudonym patient : events.patientsIn(file)) {
          if (curated.contains(file)) {
            impact.addCurated(patient, shown(output, file));
          } else {
            impact.addOtherRaw(patient);
          }
        }
      } catch (IOException e) {
        impact.notSearched(shown(output, file), "unreadable");
      }
    }
  }

  /** The path of a file in the output; of any other nothing, for its name may say too much. */
  private static String shown(Path output, String file) {
    return file.startsWith(output + "/")
        ? file.substring(output.toString().length() + 1)
        : "--input";
  }

  private static Set<String> curated(Path output, Impact impact) {
    Path folder = output.resolve("curated");
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return Set.of();
    }
    return new OutputVersion("curated", "curated", folder)
            .files((file, reason) -> impact.notSearched(output.relativize(file).toString(), reason))
            .stream()
            .map(Path::toString)
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
