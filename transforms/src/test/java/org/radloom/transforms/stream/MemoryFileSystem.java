package org.radloom.transforms.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * An object store in memory, {@code memory://}: a file shows when its channel is closed, whole or
 * not, as on S3. One for the whole process.
 */
final class MemoryFileSystem extends FileSystem<MemoryFileSystem.Name> {
  private static final ConcurrentSkipListMap<String, byte[]> FILES = new ConcurrentSkipListMap<>();
  private static int closed;
  private static int failAfter = Integer.MAX_VALUE;

  /** Tells Beam of it; named in META-INF/services. */
  public static final class Registrar implements FileSystemRegistrar {
    @Override
    public Iterable<FileSystem<?>> fromOptions(@Nullable PipelineOptions options) {
      return List.of(new MemoryFileSystem());
    }
  }

  static void clear() {
    FILES.clear();
    closed = 0;
    failAfter = Integer.MAX_VALUE;
  }

  /** Has the next file fail once it has had that many bytes. */
  static void failAfter(int bytes) {
    failAfter = bytes;
  }

  static Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    FILES.forEach((name, bytes) -> texts.put(name, new String(bytes, StandardCharsets.UTF_8)));
    return texts;
  }

  /** Returns how many files were finished. */
  static int closed() {
    return closed;
  }

  /** The name of a file. */
  record Name(String uri) implements ResourceId {
    @Override
    public ResourceId resolve(String other, ResolveOptions options) {
      return new Name(uri + "/" + other);
    }

    @Override
    public ResourceId getCurrentDirectory() {
      return new Name(uri.substring(0, uri.lastIndexOf('/') + 1));
    }

    @Override
    public String getScheme() {
      return "memory";
    }

    @Override
    public String getFilename() {
      return uri.substring(uri.lastIndexOf('/') + 1);
    }

    @Override
    public boolean isDirectory() {
      return false;
    }

    @Override
    public String toString() {
      return uri;
    }
  }

  @Override
  protected String getScheme() {
    return "memory";
  }

  @Override
  protected Name matchNewResource(String uri, boolean folder) {
    return new Name(uri);
  }

  @Override
  protected List<MatchResult> match(List<String> names) {
    return names.stream().map(MemoryFileSystem::match).toList();
  }

  private static MatchResult match(String name) {
    byte[] bytes = FILES.get(name);
    if (bytes == null) {
      return MatchResult.create(MatchResult.Status.NOT_FOUND, new FileNotFoundException(name));
    }
    return MatchResult.create(
        MatchResult.Status.OK,
        List.of(
            MatchResult.Metadata.builder()
                .setResourceId(new Name(name))
                .setSizeBytes(bytes.length)
                .setIsReadSeekEfficient(true)
                .build()));
  }

  @Override
  protected WritableByteChannel create(Name name, CreateOptions options) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int most = failAfter;
    failAfter = Integer.MAX_VALUE;
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer source) throws IOException {
        if (bytes.size() >= most) {
          throw new IOException("503");
        }
        // As a channel may: not all at once.
        bytes.write(source.get());
        return 1;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {
        FILES.put(name.uri(), bytes.toByteArray());
        closed++;
      }
    };
  }

  @Override
  protected ReadableByteChannel open(Name name) throws IOException {
    byte[] bytes = FILES.get(name.uri());
    if (bytes == null) {
      throw new FileNotFoundException(name.uri());
    }
    return Channels.newChannel(new ByteArrayInputStream(bytes));
  }

  @Override
  protected void copy(List<Name> from, List<Name> to) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void rename(List<Name> from, List<Name> to, MoveOptions... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void delete(Collection<Name> names) {
    names.forEach(name -> FILES.remove(name.uri()));
  }
}
