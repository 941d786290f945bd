package org.radloom.volumemaps.study;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.radloom.volumemaps.input.FoundStudy.Described;
import org.radloom.volumemaps.input.RejectedStudyException;
import org.radloom.volumemaps.output.FailedStudyException;
import org.radloom.volumemaps.output.StagedStudy;

/**
 * What a job does with a study. Need not be thread-safe.
 *
 * @param <T> what is known of a study that may be computed
 */
public interface StudyComputer<T extends Serializable> extends AutoCloseable {

  /** Looks at the headers of a study's files, and computes nothing yet. */
  Task open(Described<T> study) throws RejectedStudyException, FailedStudyException, IOException;

  @Override
  void close();

  /** One study, ready to be computed. */
  interface Task {
    /** Returns the memory that it takes at most. */
    long bytes();

    /** Returns the file that takes most of it, as messages name it. */
    String largest();

    /** Reads its files once, for their checksums. */
    List<InputFile> files() throws RejectedStudyException;

    /**
     * Returns one number for all that the result depends on, in hex.
     *
     * @param files those that {@link #files} gave
     */
    String fingerprint(List<InputFile> files);

    /** Returns whether the part of an earlier result outside of the study's folder is there. */
    default boolean hasWhatIsOutside() {
      return true;
    }

    /**
     * Computes it.
     *
     * @param files those that {@link #files} gave
     * @return what {@code study.json} says, with the fingerprint
     */
    ObjectNode compute(List<InputFile> files, StagedStudy staged)
        throws RejectedStudyException, FailedStudyException, IOException;

    /** Puts the part of the result outside of the study's folder in place, before the folder. */
    default void placeWhatIsOutside() throws FailedStudyException {}
  }
}
