package org.radloom.gpuops.agatston;

import org.jspecify.annotations.Nullable;

/**
 * The calcium of one artery, or of all.
 *
 * @param agatston Agatston score, no unit, >= 0
 * @param volumeMm3 volume score: that of the voxels of its lesions, mm3
 * @param massMg mass score, mg, or null where no calibration was given
 * @param lesions how many were large enough
 * @param voxels how many those have
 */
public record ArteryScore(
    double agatston, double volumeMm3, @Nullable Double massMg, int lesions, long voxels) {}
