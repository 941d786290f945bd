package org.radloom.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.radloom.records.ImageSource;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Opens images through Beam's file systems; relative paths start from a root folder. An image that
 * cannot be read is a fault of its event, an object store that does not answer is one of the run.
 */
final class FileImages implements ImageSource {
  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]+:.*");
  private static final Pattern UPWARDS = Pattern.compile("(^|[/\\\\])\\.\\.([/\\\\]|$)");

  private final String root;
  private final int maxBytes;

  FileImages(String root, int maxBytes) {
    this.root = root;
    this.maxBytes = maxBytes;
  }

  @Override
  public ByteBuffer read(String uri) throws IOException {
    boolean absolute = uri.startsWith("/") || SCHEME.matcher(uri).matches();
    String path = absolute || root.isEmpty() ? uri : root + "/" + uri;
    if (!absolute && UPWARDS.matcher(uri).find()) {
      throw new IOException("the image's path leads out of the folder of images");
    }
    try {
      ResourceId image = FileSystems.matchNewResource(path, false);
      if (image.getScheme().equals("file") && !Files.isRegularFile(Path.of(image.toString()))) {
        throw new IOException("the image is no regular file");
      }
      return readAll(image);
    } catch (SdkServiceException e) {
      throw orFailTheRun(StoredFile.problem("the image", e));
    } catch (IOException e) {
      throw orFailTheRun(e);
    } catch (RuntimeException e) {
      // Beam's file systems throw all kinds of them for schemes and paths that make no sense.
      throw new IOException("the image's URI cannot be opened", e);
    }
  }

  /**
   * Otherwise an hour without the store would publish a version without images, and say nothing.
   */
  private static IOException orFailTheRun(IOException problem) {
    if (problem instanceof StoreUnavailableException) {
      throw new UncheckedIOException("images cannot be read", problem);
    }
    return problem;
  }

  private ByteBuffer readAll(ResourceId image) throws IOException {
    try (InputStream in = Channels.newInputStream(StoredFile.open(image))) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new IOException("the image is larger than %d bytes".formatted(maxBytes));
      }
      return ByteBuffer.wrap(bytes);
    }
  }
}
