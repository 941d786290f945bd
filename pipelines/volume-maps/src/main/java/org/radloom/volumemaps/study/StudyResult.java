package org.radloom.volumemaps.study;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.radloom.gpuops.volume.Space;

/**
 * What was computed of a study, beside the files.
 *
 * @param space the grid of the input
 * @param frames how many frames it has
 * @param units unit of every number in the files, by name
 * @param flags what must be told with the result, lower_snake_case
 * @param backend what computed it: {@code cuda} or {@code cpu}
 * @param summary the result in a few numbers, for the worklist
 */
record StudyResult(
    Space space,
    int frames,
    ObjectNode units,
    List<String> flags,
    String backend,
    ObjectNode summary) {}
