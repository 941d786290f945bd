package org.radloom.gpuops.perfusion;

import java.io.Serializable;

/**
 * A place in a frame's grid.
 *
 * @param x column, from 0
 * @param y row, from 0
 * @param z slice, from 0
 */
public record VoxelIndex(int x, int y, int z) implements Serializable {}
