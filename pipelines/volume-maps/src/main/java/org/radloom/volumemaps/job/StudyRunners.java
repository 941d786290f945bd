package org.radloom.volumemaps.job;

import java.io.Serializable;
import org.radloom.volumemaps.study.StudyRunner;

/**
 * Makes runners where tasks run.
 *
 * @param <T> what is known of a study that may be computed
 */
@FunctionalInterface
public interface StudyRunners<T extends Serializable> extends Serializable {

  /**
   * Returns one for a task, which closes it.
   *
   * @throws Exception if no study of the run can be computed
   */
  StudyRunner<T> open() throws Exception;
}
