package org.radloom.scoring;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One thing in the input folder that a result or a rejection is owed; names only, the patient's is
 * not among them.
 *
 * @param source name of the sidecar, or of the image that lacks one
 * @param op what it asks for; null if unknown
 * @param study its name; null if unknown
 * @param reason stable code if it was turned down at first sight, else null
 * @param message one line for the user if it was turned down, else null
 */
record ScoreStudy(
    String source,
    @Nullable ScoreOp op,
    @Nullable String study,
    @Nullable String reason,
    @Nullable String message)
    implements Serializable {}
