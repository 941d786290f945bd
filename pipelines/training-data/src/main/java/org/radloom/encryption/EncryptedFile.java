package org.radloom.encryption;

/**
 * A file of a version before and after it was encrypted.
 *
 * @param path relative to the version's folder, with forward slashes
 * @param plainSha256 digest of what it said, 64 hex digits
 * @param plainBytes size of that
 * @param sha256 digest of the file as it lies there, 64 hex digits
 * @param bytes size of that
 */
public record EncryptedFile(
    String path, String plainSha256, long plainBytes, String sha256, long bytes) {}
