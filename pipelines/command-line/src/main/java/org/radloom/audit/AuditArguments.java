package org.radloom.audit;

import java.util.ArrayList;
import java.util.List;
import org.radloom.commandline.UsageException;

/**
 * The audit flags of a command that has no Beam options.
 *
 * @param audit folder of the trail, or off; empty for the usual one
 * @param auditKey file of the key that signs; empty for an unsigned trail
 * @param others the other arguments, in order
 */
public record AuditArguments(String audit, String auditKey, List<String> others) {
  private static final String AUDIT = "--audit=";
  private static final String KEY = "--auditKey=";

  /** What a command's help says of the flags; it takes what the usual trail is. */
  private static final String HELP =
      """
        --audit=/srv/radloom/audit
              folder of the audit trail that this is noted in, on this disk, or off
              default: %s
        --auditKey=audit.key
              key that signs it, made by 'radloom audit key new'
              default: unsigned
      """;

  /** Makes a list of them that cannot change. */
  public AuditArguments {
    others = List.copyOf(others);
  }

  /**
   * Takes the audit flags out of the arguments.
   *
   * @throws UsageException if one is there twice, or without a value
   */
  public static AuditArguments of(List<String> arguments) throws UsageException {
    List<String> others = new ArrayList<>(arguments);
    String audit = take(AUDIT, others);
    String key = take(KEY, others);
    return new AuditArguments(audit, key, others);
  }

  private static String take(String flag, List<String> arguments) throws UsageException {
    List<String> found = arguments.stream().filter(word -> word.startsWith(flag)).toList();
    arguments.removeAll(found);
    if (found.size() > 1 || found.contains(flag)) {
      throw new UsageException(
          "%s needs one value".formatted(flag.substring(0, flag.length() - 1)));
    }
    return found.isEmpty() ? "" : found.get(0).substring(flag.length());
  }

  /**
   * Returns the help on the flags.
   *
   * @param usual the trail that is taken without {@code --audit}
   */
  public static String help(String usual) {
    return HELP.formatted(usual);
  }
}
