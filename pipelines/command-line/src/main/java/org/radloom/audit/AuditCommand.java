package org.radloom.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.RootCause;
import org.radloom.commandline.UsageException;
import org.radloom.files.HeldFile;

/** {@code audit}: checks, shows and prunes an audit trail, and makes the key that signs one. */
public final class AuditCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Set<String> VERIFY_FLAGS =
      Set.of("publicKey", "head", "audit", "record", "auditKey");
  private static final Set<String> PRUNE_FLAGS = Set.of("olderThan", "auditKey", "audit");

  private static final String HELP =
      """
      usage: ./radloom audit verify DIR [--publicKey=FILE] [--head=SEQUENCE:HASH] [--audit=DIR] [--record]
             ./radloom audit show DIR [--from=SEQUENCE]
             ./radloom audit prune DIR [--olderThan=6y] [--auditKey=FILE]
             ./radloom audit key new FILE

      DIR is an output folder, its audit/ folder or a dataset version.

      verify checks every event and digest, and the heads that manifests noted. It prints
      "intact: ..." or the first broken event. Exit codes: 0 intact, 1 broken, 2 could not check.
        --publicKey=audit.key.pub
              the key that every digest must be signed by, kept apart from the trail
              default: the trail's own audit.pub, which proves less
        --head=12:9f86d0...
              an event that must be there, with its hash, as a manifest or a log noted it
              default: none
        --audit=/srv/radloom/audit
              where the trail is, if it is not beside the dataset
              default: OUTPUT/audit
        --record
              adds the outcome to the trail, if it is intact; --auditKey=FILE signs it
              default: the trail is only read

      show prints the events, one a line.
        --from=100
              number of the first event shown
              default: 1

      prune removes closed segments, once their newest event is older; digests stay.
        --olderThan=90d
              days or years
              default: 6y
        --auditKey=audit.key
              signs the event that says so
              default: unsigned

      key new makes an Ed25519 key of mode 0600, and FILE.pub with its public half. Keep FILE
      secret; keep FILE.pub where nobody who can write the trail can write it.
      """;

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public String summary() {
    return "check, show or prune an audit trail, make its key";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(HELP);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    List<String> words = args.stream().filter(arg -> !arg.startsWith("--")).toList();
    List<String> flags = args.stream().filter(arg -> arg.startsWith("--")).toList();
    String what = words.isEmpty() ? "" : words.get(0);
    if (what.equals("key")) {
      return makeKey(words, flags, out);
    }
    if (words.size() != 2) {
      throw new UsageException("expected: audit verify|show|prune DIR, or audit key new FILE");
    }
    Path folder = Path.of(words.get(1));
    try {
      return switch (what) {
        case "verify" -> verify(folder, AuditFlags.of(flags, VERIFY_FLAGS), out, err);
        case "show" -> show(folder, AuditFlags.of(flags, Set.of("from", "audit")), out);
        case "prune" -> prune(folder, AuditFlags.of(flags, PRUNE_FLAGS), out);
        default -> throw new UsageException("there is no 'audit %s'".formatted(what));
      };
    } catch (BrokenTrailException e) {
      out.println(e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private static int verify(Path folder, AuditFlags flags, PrintStream out, PrintStream err)
      throws UsageException, BrokenTrailException {
    try {
      return verify(folder, flags, out);
    } catch (IOException e) {
      err.println("radloom audit: could not check: " + RootCause.describe(e));
      return ExitCode.USAGE;
    }
  }

  private static int verify(Path folder, AuditFlags flags, PrintStream out)
      throws UsageException, BrokenTrailException, IOException {
    AuditPublicKey pinned = pinned(flags.text("publicKey", ""));
    AuditPlace place = AuditPlace.of(folder, flags.text("audit", ""));
    List<AuditHead> heads = new ArrayList<>(place.heads());
    flags.head().ifPresent(heads::add);
    if (!Files.isDirectory(place.trail().path())) {
      throw new BrokenTrailException(
          1, "there is no trail, but an event of it was noted elsewhere");
    }
    AuditVerdict verdict = verifyAtRest(place.trail(), pinned, heads);
    if (verdict.head().sequence() == 0) {
      throw new UsageException("the audit trail %s has no events".formatted(place.trail().path()));
    }
    out.println(verdict);
    if (flags.has("record")) {
      record(place.trail(), verdict, AuditTrail.key(flags.text("auditKey", "")));
    }
    return ExitCode.DONE;
  }

  private static @Nullable AuditPublicKey pinned(String file) throws UsageException, IOException {
    try {
      return file.isEmpty() ? null : AuditPublicKey.read(Path.of(file));
    } catch (AuditException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** While a writer is in the middle of a line, the trail's end looks broken. */
  @SuppressWarnings("try") // The lock is held, not used.
  private static AuditVerdict verifyAtRest(
      AuditFolder trail, @Nullable AuditPublicKey pinned, List<AuditHead> heads)
      throws BrokenTrailException, IOException {
    if (!Files.isWritable(trail.lock())) {
      return AuditVerifier.verify(trail, pinned, heads);
    }
    try (HeldFile lock = trail.hold(PATIENCE)) {
      return AuditVerifier.verify(trail, pinned, heads);
    }
  }

  private static void record(AuditFolder trail, AuditVerdict verdict, @Nullable AuditKey key)
      throws IOException {
    try (AuditTrail audit = AuditTrail.open(trail.path(), key)) {
      audit.record(
          Action.VERIFIED,
          Map.of(
              "outcome", "intact",
              "events", verdict.head().sequence(),
              "segments", verdict.segments(),
              "hash", verdict.head().hash()));
    }
  }

  private static int show(Path folder, AuditFlags flags, PrintStream out)
      throws UsageException, BrokenTrailException, IOException {
    AuditFolder trail = AuditPlace.of(folder, flags.text("audit", "")).trail();
    long from = flags.number("from", 1);
    AuditHead before = AuditHead.START;
    for (long number : trail.segments()) {
      if (before.sequence() == 0 && number > 1) {
        // The segments before were pruned.
        before = SegmentDigest.parse(trail.readDigest(number - 1)).head();
      }
      SegmentScan scan =
          SegmentScan.of(
              trail.segment(number),
              before,
              event -> {
                if (event.sequence() >= from) {
                  out.println(line(event));
                }
              });
      if (scan.problem() != null) {
        throw new BrokenTrailException(scan.head().sequence() + 1, scan.problem());
      }
      before = scan.head();
    }
    return ExitCode.DONE;
  }

  private static String line(AuditEvent event) {
    String details = new String(CanonicalJson.bytes(event.details()), StandardCharsets.UTF_8);
    return Printable.of(
        "%6d  %s  %-15s  %s".formatted(event.sequence(), event.time(), event.action(), details));
  }

  private static int prune(Path folder, AuditFlags flags, PrintStream out)
      throws UsageException, BrokenTrailException, IOException {
    Pruning pruning = Pruning.of(flags.text("olderThan", "6y"));
    AuditKey key = AuditTrail.key(flags.text("auditKey", ""));
    AuditFolder trail = AuditPlace.of(folder, flags.text("audit", "")).trail();
    long removed = pruning.prune(trail, key, Instant.now());
    out.println(
        removed == 0
            ? "no closed segment is older than " + pruning.olderThan()
            : "removed %d segments; their digests stay".formatted(removed));
    return ExitCode.DONE;
  }

  private static int makeKey(List<String> words, List<String> flags, PrintStream out)
      throws UsageException, IOException {
    if (words.size() != 3 || !words.get(1).equals("new") || !flags.isEmpty()) {
      throw new UsageException("expected: audit key new FILE");
    }
    Path file = Path.of(words.get(2));
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException("there is no folder %s; make it first".formatted(folder));
    }
    AuditKey key = AuditKey.generate();
    try {
      key.create(file);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "%s exists, and a key file is never replaced".formatted(e.getMessage()));
    }
    out.println(
        "made %s (mode 0600) and %s, key %s".formatted(file, AuditKey.publicFile(file), key.id()));
    return ExitCode.DONE;
  }
}
