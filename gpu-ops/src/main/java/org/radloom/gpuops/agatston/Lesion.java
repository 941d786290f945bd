package org.radloom.gpuops.agatston;

import org.jspecify.annotations.Nullable;

/**
 * One plaque in one slice.
 *
 * @param slice index along the third axis, from 0
 * @param artery which it lies in, or null in an unmasked score
 * @param voxels how many, > 0
 * @param areaMm2 their area, mm2
 * @param peakHu its largest attenuation, HU
 * @param weight 1 to 4, of {@code peakHu}
 * @param agatston what it adds to the Agatston score
 * @param minX first column of its bounding box
 * @param minY first row of its bounding box
 * @param maxX last column of its bounding box, inclusive
 * @param maxY last row of its bounding box, inclusive
 */
public record Lesion(
    int slice,
    @Nullable Artery artery,
    int voxels,
    double areaMm2,
    double peakHu,
    int weight,
    double agatston,
    int minX,
    int minY,
    int maxX,
    int maxY) {}
