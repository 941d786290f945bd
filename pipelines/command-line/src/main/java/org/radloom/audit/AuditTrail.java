package org.radloom.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.OutputFolder;
import org.radloom.commandline.UsageException;
import org.radloom.files.Digests;
import org.radloom.files.HeldFile;

/**
 * Appends to an audit trail. Each event is on the disk when {@link #record} returns. Several
 * processes may have one trail open: each event, and each end of a segment, is written under a lock
 * of its own.
 *
 * <pre>{@code
 * try (AuditTrail audit = AuditTrail.forOutput(options, output, err)) {
 *   audit.record(Action.RUN_STARTED, Map.of("command", "export", "dataset", "chest"));
 *   ...
 * }
 * }</pre>
 *
 * <p>Closing ends the segment with a signed digest. Without a key the digest is unsigned; in a
 * trail that has been signed before, the segment then stays open until somebody with the key closes
 * one.
 */
public final class AuditTrail implements AutoCloseable {
  /** Value of {@code --audit} for none. */
  public static final String OFF = "off";

  /** Name of the trail's folder in an output folder. */
  public static final String FOLDER = "audit";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long MAX_SEGMENT_BYTES = 8 << 20;

  private final @Nullable AuditFolder folder;
  private final @Nullable AuditKey key;
  private final Duration patience;
  private final long maxSegmentBytes;
  private final InstantSource clock;

  /** Where the trail ended when it was last looked at here. */
  private @Nullable TrailEnd known;

  private AuditTrail(
      @Nullable AuditFolder folder,
      @Nullable AuditKey key,
      Duration patience,
      long maxSegmentBytes,
      InstantSource clock) {
    this.folder = folder;
    this.key = key;
    this.patience = patience;
    this.maxSegmentBytes = maxSegmentBytes;
    this.clock = clock;
  }

  /** Returns a trail that keeps nothing. */
  public static AuditTrail off() {
    return new AuditTrail(null, null, PATIENCE, MAX_SEGMENT_BYTES, InstantSource.system());
  }

  /**
   * Opens the trail in a folder, which is made where it is missing.
   *
   * @param key signs what is closed here; null for nobody
   * @throws AuditException if the trail is broken, has another key, or is held for too long
   */
  public static AuditTrail open(Path folder, @Nullable AuditKey key) throws IOException {
    return open(folder, key, PATIENCE, MAX_SEGMENT_BYTES, InstantSource.system());
  }

  @SuppressWarnings("try") // The lock is held, not used.
  static AuditTrail open(
      Path path,
      @Nullable AuditKey key,
      Duration patience,
      long maxSegmentBytes,
      InstantSource clock)
      throws IOException {
    Files.createDirectories(path);
    AuditFolder folder = new AuditFolder(path);
    AuditTrail trail = new AuditTrail(folder, key, patience, maxSegmentBytes, clock);
    try (HeldFile lock = folder.hold(patience)) {
      trail.requireOwnKey(folder);
      trail.end(folder);
    }
    return trail;
  }

  /**
   * Opens the trail that the flags ask for, once {@code JobOptions.prepare} has opened the file
   * systems.
   *
   * @param output folder of the job's results; in an object store there is no trail unless {@code
   *     --audit} names a folder, and a line says so
   * @throws UsageException if the key cannot be used, or the folder is not on this disk
   */
  public static AuditTrail forOutput(AuditOptions options, String output, PrintStream err)
      throws UsageException, IOException {
    String asked = options.getAudit();
    if (asked.equals(OFF)) {
      return off();
    }
    if (!asked.isEmpty()) {
      return open(named(asked), key(options.getAuditKey()));
    }
    if (!OutputFolder.isLocal(output)) {
      err.println("no audit trail is kept for an object store; --audit=DIR keeps one on this disk");
      return off();
    }
    return open(Path.of(OutputFolder.of(output), FOLDER), key(options.getAuditKey()));
  }

  /**
   * Opens the trail in a folder for a command that changes nothing there. Where there is none, none
   * is begun and nothing is kept, unless {@code --audit} names one.
   *
   * @param output the output folder that was read
   * @throws UsageException if the key cannot be used, or the folder is not on this disk
   * @throws AuditException if the trail is broken, or cannot be written to
   */
  public static AuditTrail forReader(AuditArguments flags, Path output)
      throws UsageException, IOException {
    if (flags.audit().equals(OFF)) {
      return off();
    }
    AuditKey key = key(flags.auditKey());
    if (!flags.audit().isEmpty()) {
      return open(named(flags.audit()), key);
    }
    Path folder = output.resolve(FOLDER);
    if (!new AuditFolder(folder).isBegun()) {
      return off();
    }
    try {
      return open(folder, key);
    } catch (AccessDeniedException e) {
      throw new AuditException(
          "audit trail %s cannot be written to; --audit=DIR keeps one elsewhere, --audit=off none"
              .formatted(folder));
    }
  }

  /** Returns the folder that {@code --audit} names. */
  private static Path named(String folder) throws UsageException {
    boolean local;
    try {
      local = OutputFolder.isLocal(folder);
    } catch (IllegalArgumentException | IllegalStateException e) {
      // What Beam throws for a scheme that it has no file system for.
      local = false;
    }
    if (!local) {
      throw new UsageException("--audit must be a folder on this disk, or off");
    }
    return Path.of(OutputFolder.of(folder));
  }

  /** Returns whether anything is kept. */
  public boolean isKept() {
    return folder != null;
  }

  /**
   * Reads the key that {@code --auditKey} names; null if it names none.
   *
   * @throws UsageException if it cannot be used
   */
  static @Nullable AuditKey key(String file) throws UsageException, IOException {
    if (file.isEmpty()) {
      return null;
    }
    try {
      return AuditKey.read(Path.of(file));
    } catch (AuditException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Appends an event.
   *
   * @param details text without slashes, integers, booleans, lists and maps; no patient data, no
   *     paths, no ids of inputs
   * @throws IllegalArgumentException if the action has no such details
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public void record(Action action, Map<String, ?> details) throws IOException {
    var json = AuditDetails.of(action, details);
    if (folder == null) {
      return;
    }
    try (HeldFile lock = folder.hold(patience)) {
      TrailEnd end = end(folder);
      AuditEvent event = AuditEvent.after(end.head(), clock.instant(), action, json);
      TrailEnd longer = append(folder, end, event, new byte[0]);
      if (longer.bytes() >= maxSegmentBytes) {
        closeSegment(folder, longer);
      }
    }
  }

  /** Returns the newest event, to be noted elsewhere; nothing if no trail is kept. */
  @SuppressWarnings("try") // The lock is held, not used.
  public Optional<AuditHead> head() throws IOException {
    if (folder == null) {
      return Optional.empty();
    }
    try (HeldFile lock = folder.hold(patience)) {
      return Optional.of(end(folder).head());
    }
  }

  /** Ends the newest segment, if it has events and this trail's key may sign it. */
  @SuppressWarnings("try") // The lock is held, not used.
  @Override
  public void close() throws IOException {
    if (folder == null) {
      return;
    }
    try (HeldFile lock = folder.hold(patience)) {
      closeSegment(folder, end(folder));
    }
  }

  /** Finds the end, and notes an unfinished line that stands there. */
  private TrailEnd end(AuditFolder in) throws IOException {
    TrailEnd last = known;
    if (last == null || !last.isStill(in)) {
      last = TrailEnd.of(in);
      known = last;
    }
    SegmentScan died = last.died();
    if (died == null) {
      return last;
    }
    byte[] left = died.unfinished();
    AuditEvent event =
        AuditEvent.after(
            last.head(),
            clock.instant(),
            Action.RECOVERED,
            AuditDetails.of(
                Action.RECOVERED,
                Map.of(
                    "unfinishedBytes", left.length, "unfinishedSha256", Digests.sha256Hex(left))));
    return append(in, last, event, died.endsLine() ? new byte[0] : new byte[] {'\n'});
  }

  private TrailEnd append(AuditFolder in, TrailEnd end, AuditEvent event, byte[] before)
      throws IOException {
    byte[] line = event.line();
    if (line.length > AuditEvent.MAX_LINE_BYTES) {
      throw new IllegalArgumentException(
          "an event must have at most %d bytes".formatted(AuditEvent.MAX_LINE_BYTES));
    }
    Path file = in.segment(end.segment());
    ByteBuffer bytes = ByteBuffer.allocate(before.length + line.length + 1);
    bytes.put(before).put(line).put((byte) '\n').flip();
    known = null;
    long size;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      size = channel.size();
    }
    if (end.bytes() == 0) {
      in.sync();
    }
    TrailEnd longer = new TrailEnd(end.segment(), event.head(), size, null);
    known = longer;
    return longer;
  }

  private void closeSegment(AuditFolder in, TrailEnd end) throws IOException {
    if (end.bytes() == 0) {
      return;
    }
    long number = end.segment();
    byte[] previous = number == 1 ? new byte[0] : in.readDigest(number - 1);
    SegmentDigest before = number == 1 ? null : SegmentDigest.parse(previous);
    boolean signedSoFar = Files.exists(in.publicKey()) || (before != null && before.isSigned());
    if (key == null && signedSoFar) {
      return;
    }
    AuditHead start = before == null ? AuditHead.START : before.head();
    SegmentScan scan = SegmentScan.of(in.segment(number), start, event -> {});
    if (scan.problem() != null) {
      throw new AuditException("audit trail %s changed while it was closed".formatted(in.path()));
    }
    SegmentDigest digest =
        new SegmentDigest(
            number,
            start.sequence() + 1,
            scan.head(),
            scan.lastTime(),
            HexFormat.of().formatHex(scan.merkleRoot()),
            before == null ? SegmentDigest.NO_DIGEST : Digests.sha256Hex(previous),
            "",
            "");
    if (key != null) {
      requireOwnKey(in);
      if (!Files.exists(in.publicKey())) {
        in.write(in.publicKey(), key.publicKey().toPem().getBytes(StandardCharsets.US_ASCII));
      }
      digest = digest.signed(key);
    }
    in.write(in.digest(number), digest.toFile());
    known = null;
  }

  private void requireOwnKey(AuditFolder in) throws IOException {
    if (key == null || !Files.exists(in.publicKey())) {
      return;
    }
    String trails = AuditPublicKey.read(in.publicKey()).id();
    if (!trails.equals(key.id())) {
      throw new AuditException(
          "audit trail %s is signed by key %s, not %s; use that key, or begin another folder"
              .formatted(in.path(), trails, key.id()));
    }
  }
}
