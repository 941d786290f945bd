package org.radloom.scoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What was computed of a study, beside the files.
 *
 * @param op as results call it
 * @param units unit of every number in the files, by name
 * @param flags what must be told with the result, lower_snake_case
 * @param summary the result in a few numbers, for the worklist
 * @param details fields of {@code study.json} of this op alone
 */
record StudyParts(
    String op, ObjectNode units, List<String> flags, ObjectNode summary, ObjectNode details) {}
