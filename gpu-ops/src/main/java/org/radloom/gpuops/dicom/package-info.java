/**
 * DICOM series of CT slices, to volumes in memory: Part 10 files in the uncompressed transfer
 * syntaxes. Nothing is written here, and nothing that names a patient is read.
 *
 * <p>"PS3.n" is part n of the DICOM standard.
 */
@NullMarked
package org.radloom.gpuops.dicom;

import org.jspecify.annotations.NullMarked;
