package org.radloom.gpuops.dicom;

import java.util.OptionalDouble;

/**
 * What a slice says about when it was taken, as the file has it; empty where it says nothing. Read
 * only where there are several frames.
 *
 * @param acquisitionDateTime VR DT
 * @param acquisitionDate VR DA
 * @param acquisitionTime VR TM
 * @param contentDate VR DA
 * @param contentTime VR TM
 * @param temporalPosition number of its frame
 * @param temporalResolutionMs time from frame to frame, ms
 */
record SliceTimes(
    String acquisitionDateTime,
    String acquisitionDate,
    String acquisitionTime,
    String contentDate,
    String contentTime,
    OptionalDouble temporalPosition,
    OptionalDouble temporalResolutionMs) {}
