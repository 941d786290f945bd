package org.radloom.trainingdata.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.radloom.events.EventFileReader;
import org.radloom.events.InvalidEventException;
import org.radloom.rows.RowReader;
import org.radloom.schemas.CuratedEvent;
import org.radloom.schemas.RejectedMessage;
import org.radloom.stream.Ledger;
import org.radloom.stream.Message;
import org.radloom.stream.MessageParser;

/** The output of a stream, read as its users read it. */
final class StreamFolder {
  private static final int MAX_LINE_BYTES = 8 << 20;

  private final Path folder;

  StreamFolder(Path folder) {
    this.folder = folder;
  }

  /** Returns the sum of the ledger. */
  Ledger ledger() {
    Ledger sum = new Ledger();
    for (Path entry : files("ledger", ".json")) {
      try {
        sum.add(Files.readAllBytes(entry));
      } catch (IOException e) {
        throw new UncheckedIOException(entry.toString(), e);
      }
    }
    return sum;
  }

  /** Returns the files below a folder of the output whose names end so and are not hidden. */
  List<Path> files(String below, String end) {
    Path root = folder.resolve(below);
    if (!Files.exists(root)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String name = file.getFileName().toString();
              if (name.endsWith(end) && !name.startsWith(".")) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              // An unfinished file, which has its own name by now.
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.sort(files);
    return files;
  }

  /** Returns the keys of all events, as often as they are there. */
  List<String> eventKeys() {
    return read("curated", CuratedEvent.class).stream()
        .map(event -> hex(event.getKey()))
        .sorted()
        .toList();
  }

  /** Returns the keys of all rejects, as often as they are there. */
  List<String> rejectKeys() {
    return read("rejects", RejectedMessage.class).stream()
        .map(reject -> hex(reject.getKey()))
        .sorted()
        .toList();
  }

  private <T extends SpecificRecord> List<T> read(String below, Class<T> type) {
    List<T> records = new ArrayList<>();
    for (Path file : files(below, ".avro")) {
      try (var reader = new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(type))) {
        reader.forEach(records::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return records;
  }

  private static String hex(ByteBuffer key) {
    byte[] bytes = new byte[key.remaining()];
    key.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The messages of event files, read without a stream. */
  static final class Raw implements EventFileReader.Receiver {
    private final MessageParser parser = new MessageParser(MAX_LINE_BYTES);
    private final List<String> events = new ArrayList<>();
    private final List<String> rejects = new ArrayList<>();

    Raw add(Path file) throws IOException {
      new EventFileReader(MAX_LINE_BYTES, this)
          .read(new ByteArrayInputStream(Files.readAllBytes(file)), Long.MAX_VALUE);
      return this;
    }

    long read() {
      return (long) events.size() + rejects.size();
    }

    List<String> distinctEvents() {
      return events.stream().sorted().distinct().toList();
    }

    List<String> distinctRejects() {
      return rejects.stream().sorted().distinct().toList();
    }

    @Override
    public void line(byte[] buffer, int offset, int length, long position) {
      add(parser.parse(buffer, offset, length, 0));
    }

    @Override
    public void event(SpecificRecord event, long position) {
      add(parser.event(event));
    }

    @Override
    public void reject(InvalidEventException reject, long position) {
      throw new AssertionError(reject);
    }

    private void add(byte[] message) {
      String key = HexFormat.of().formatHex(message, 0, Message.KEY_BYTES);
      boolean event = Message.read(message, new RowReader(message)).isEvent();
      (event ? events : rejects).add(key);
    }
  }
}
