package org.radloom.formats;

import java.io.Serializable;

/**
 * A published file as the manifest lists it.
 *
 * @param path relative to the folder of the manifest
 * @param sha256 digest of its bytes, 64 hex digits
 * @param bytes its size
 * @param records records in it
 */
public record FileEntry(String path, String sha256, long bytes, long records)
    implements Serializable {}
