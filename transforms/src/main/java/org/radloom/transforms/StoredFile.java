package org.radloom.transforms;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Opens files of Beam's file systems, and says in the same way for all of them what is wrong: its
 * S3 file system throws the client's own exceptions, even for a file that is not there.
 */
public final class StoredFile {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private StoredFile() {}

  /** Opens the file of that path, see {@link #open(ResourceId)}. */
  public static ReadableByteChannel open(String path) throws IOException {
    return open(FileSystems.matchNewResource(path, false));
  }

  /**
   * Opens a file.
   *
   * @throws FileNotFoundException if there is none; on a local disk also its sibling of {@code
   *     java.nio}
   * @throws AccessDeniedException if an object store refuses it
   * @throws StoreUnavailableException if an object store does not answer, or not with sense
   */
  public static ReadableByteChannel open(ResourceId file) throws IOException {
    try {
      return FileSystems.open(file);
    } catch (SdkServiceException e) {
      throw problem(file.toString(), e);
    } catch (IOException e) {
      throw e.getCause() instanceof SdkClientException client ? unavailable(client) : e;
    }
  }

  /** Returns what a server's answer means. */
  static IOException problem(String file, SdkServiceException answer) {
    int status = answer.statusCode();
    if (status == NOT_FOUND) {
      return new FileNotFoundException(file);
    } else if (status == FORBIDDEN) {
      return new AccessDeniedException(file);
    } else if (status >= SERVER_ERROR || status == TOO_MANY) {
      return new StoreUnavailableException(
          "the object store answered %d to every try".formatted(status), answer);
    }
    return new IOException("the object store answered %d for %s".formatted(status, file), answer);
  }

  private static StoreUnavailableException unavailable(SdkClientException problem) {
    return new StoreUnavailableException("the object store cannot be reached", problem);
  }
}
