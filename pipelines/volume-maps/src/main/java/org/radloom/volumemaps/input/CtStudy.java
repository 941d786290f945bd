package org.radloom.volumemaps.input;

import java.io.Serializable;

/**
 * A sidecar with its volume.
 *
 * @param sidecar what it says
 * @param volume name of the NIfTI file, or of the folder of the DICOM series
 */
public record CtStudy(Sidecar sidecar, String volume) implements Serializable {}
