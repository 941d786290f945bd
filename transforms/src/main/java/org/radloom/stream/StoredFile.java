package org.radloom.stream;

/**
 * A file of the store, ready to be written.
 *
 * @param path relative to the store's folder, with forward slashes
 * @param bytes what is in it
 * @param records how many records that are
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once; never compared.
public record StoredFile(String path, byte[] bytes, long records) {}
