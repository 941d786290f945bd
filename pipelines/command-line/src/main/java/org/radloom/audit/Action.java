package org.radloom.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an event says was done. Each action has the names of the details it may carry, so that
 * nothing gets into a trail that nobody thought about.
 */
public enum Action {
  /** A job began. */
  RUN_STARTED("command", "dataset", "version", "codeVersion"),
  /** A job ended, well or not. */
  RUN_ENDED(
      "command", "dataset", "version", "outcome", "failure", "counts", "impactSha256", "seconds"),
  /** What a job was told to do: a digest of its settings, and the options that it publishes. */
  CONFIG("command", "dataset", "version", "sha256", "options"),
  /** A dataset version, or a part of one, became visible. */
  PUBLISHED(
      "dataset",
      "version",
      "previousVersion",
      "manifestSha256",
      "files",
      "bytes",
      "records",
      "counts",
      "encrypted"),
  /** The checks of a version passed or did not. */
  GATE_RESULT("dataset", "version", "status", "passed", "failed", "rules", "checksSha256"),
  /** Models do not keep the thresholds that were set for them; told by severity. */
  MODEL_ALERTS("dataset", "version", "counts"),
  /** Patients are left out of every later version and stream. */
  ERASED("keyId", "counts"),
  /** Keys were made or added to; told by their purpose and ids. */
  KEYS_MADE("command", "purpose", "keyId", "keyIds"),
  /** A secret was used; told by its purpose and id. */
  KEY_USED("command", "dataset", "version", "purpose", "keyId", "keyIds"),
  /** A trail or a version was checked. */
  VERIFIED(
      "dataset",
      "version",
      "outcome",
      "events",
      "segments",
      "sequence",
      "hash",
      "manifestSha256",
      "passed",
      "failed",
      "checksSha256"),
  /** A dataset was shown, and which version LATEST named then. */
  VIEW_EXPORTED("command", "dataset", "version"),
  /** Old segments of the trail were removed. */
  PRUNED("segments", "throughSegment", "throughSequence", "olderThan"),
  /** A dataset version was removed, for its age. */
  VERSION_DELETED("dataset", "version", "manifestSha256", "keep"),
  /** Encrypted files were opened. */
  DECRYPTED("dataset", "version", "files", "bytes", "keyId"),
  /** An unfinished line, left by a process that died, stands before this event. */
  RECOVERED("unfinishedBytes", "unfinishedSha256");

  @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
  private final Set<String> details;

  Action(String... details) {
    this.details = Set.of(details);
  }

  /** Returns its word in a trail, for example {@code run-started}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the names of the details it may carry. */
  Set<String> details() {
    return details;
  }

  /** Returns the action of a word. */
  static Optional<Action> of(String code) {
    return Arrays.stream(values()).filter(action -> action.code().equals(code)).findFirst();
  }
}
