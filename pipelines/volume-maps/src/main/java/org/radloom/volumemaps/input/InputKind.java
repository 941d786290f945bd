package org.radloom.volumemaps.input;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an input folder is searched for.
 *
 * @param <T> what is known of a study that may be computed
 */
public interface InputKind<T extends Serializable> {

  /**
   * Returns the name that the sidecar of a file or folder must have, without {@code .json}; null if
   * it needs none.
   *
   * @param entry directly in the input folder, and not hidden
   */
  @Nullable String stem(Path entry);

  /**
   * Opens the sidecar of that name.
   *
   * @throws RejectedStudyException if it can't say anything, not even which files it names
   */
  OpenSidecar<T> open(InputFolder input, String name) throws RejectedStudyException;

  /**
   * A sidecar, whatever is wrong with what it says.
   *
   * @param <T> what is known of a study that may be computed
   */
  interface OpenSidecar<T> {
    /** Returns what it asks for; null if that field is no good. */
    @Nullable String opCode();

    /** Returns the study; null if that field is no good. */
    @Nullable String study();

    /** Returns every path in it that names a file beside it. */
    List<String> namedFiles();

    /**
     * Returns what it says, checked; then op and study are good.
     *
     * @param beside names of what has its stem, a folder with a slash at its end
     */
    T read(List<String> beside) throws RejectedStudyException;
  }
}
