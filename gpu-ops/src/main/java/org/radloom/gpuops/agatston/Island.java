package org.radloom.gpuops.agatston;

/**
 * A connected component of candidates inside one slice and one artery label: what a lesion is made
 * of before any rule about its size.
 *
 * @param slice index along the third axis, from 0
 * @param label artery label, 1 to 255; 0 where no labels were given
 * @param first index in its slice ({@code y * nx + x}) of its first voxel in reading order
 * @param voxels how many, > 0
 * @param peakHu largest attenuation, HU
 * @param sumHu attenuations of its voxels added up and rounded to a whole number of HU: exact for
 *     whole HU, else see {@link IslandFinder}
 * @param minX first column of its bounding box
 * @param minY first row of its bounding box
 * @param maxX last column of its bounding box, inclusive
 * @param maxY last row of its bounding box, inclusive
 */
public record Island(
    int slice,
    int label,
    int first,
    int voxels,
    double peakHu,
    long sumHu,
    int minX,
    int minY,
    int maxX,
    int maxY) {}
