package org.radloom.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

final class EventFileReaderTest {

  /** What was told, in order: a letter for what it was, and its position. */
  private static final class Told implements EventFileReader.Receiver {
    private final List<String> all = new ArrayList<>();

    @Override
    public void line(byte[] buffer, int offset, int length, long position) {
      all.add(position + " " + new String(buffer, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void event(SpecificRecord event, long position) {
      all.add(position + " event");
    }

    @Override
    public void reject(InvalidEventException reject, long position) {
      all.add(position + " " + reject.reason().code());
    }
  }

  private static List<String> read(byte[] file, long end) throws IOException {
    Told told = new Told();
    new EventFileReader(10, told).read(new ByteArrayInputStream(file), end);
    return told.all;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsTheLinesThatBeginBeforeTheEnd() throws IOException {
    byte[] file = utf8("one\ntwo\n\nfour\nfive");

    assertThat(read(file, Long.MAX_VALUE)).containsExactly("1 one", "2 two", "4 four", "5 five");
    assertThat(read(file, 8)).containsExactly("1 one", "2 two");
    assertThat(read(file, 9)).containsExactly("1 one", "2 two");
    assertThat(read(file, 10)).containsExactly("1 one", "2 two", "4 four");
    assertThat(read(new byte[0], 0)).isEmpty();
  }

  @Test
  void aGzippedFileIsReadToItsOwnEnd() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(utf8("line\n".repeat(10_000)));
    }

    assertThat(read(zipped.toByteArray(), zipped.size())).hasSize(10_000);
  }

  @Test
  void readsLinesFromTheMiddleOfAFile() throws IOException {
    Told told = new Told();

    new EventFileReader(10, told)
        .readLines(new ByteArrayInputStream(utf8("three\n01234567890\nfive\nsix\n")), 19, 3);

    assertThat(told.all).containsExactly("3 three", "4 line_too_long", "5 five");
  }

  @Test
  void aFailureOfTheStreamItselfIsNotTheFilesFault() {
    InputStream broken =
        new FilterInputStream(new ByteArrayInputStream(utf8("one\ntwo\n"))) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (read < 0) {
              throw new IOException("the mount is gone");
            }
            return read;
          }
        };

    assertThatThrownBy(() -> new EventFileReader(10, new Told()).read(broken, Long.MAX_VALUE))
        .hasMessage("the mount is gone");
  }

  @Test
  void whatTheReceiverThrowsIsNotTakenForDamage() throws Exception {
    byte[] file = avro(3);

    assertThatThrownBy(
            () ->
                AvroEvents.read(
                    new ByteArrayInputStream(file),
                    new AvroEvents.Receiver() {
                      @Override
                      public void event(SpecificRecord event, long position) {
                        throw new IndexOutOfBoundsException("mine");
                      }

                      @Override
                      public void reject(InvalidEventException reject, long position) {
                        throw new AssertionError(reject);
                      }
                    }))
        .hasMessage("mine");
  }

  @Property(seed = "1", tries = 300)
  void anAvroFileWithFlippedBitsIsReadAsFarAsItGoes(@ForAll long seed) throws Exception {
    byte[] file = avro(20);
    Random random = new Random(seed);
    for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
      file[4 + random.nextInt(file.length - 4)] ^= (byte) (1 << random.nextInt(8));
    }

    List<String> told = read(file, Long.MAX_VALUE);

    // Told of 20 records, or of damage.
    assertThat(told.size() == 20 || told.get(told.size() - 1).endsWith(" corrupt_avro")).isTrue();
  }

  @Test
  void aBlockThatClaimsToHaveTwoGigabytesIsDamage() throws Exception {
    byte[] file = avro(1);
    // Behind the sync marker of the head: records, then bytes of the block.
    int block = indexOfSecondSync(file);
    ByteArrayOutputStream spoilt = new ByteArrayOutputStream();
    spoilt.write(file, 0, block);
    spoilt.write(2);
    spoilt.writeBytes(java.util.HexFormat.of().parseHex("feffffff0f"));
    spoilt.write(file, block, file.length - block);

    assertThat(read(spoilt.toByteArray(), Long.MAX_VALUE)).containsExactly("1 corrupt_avro");
  }

  /** Returns where the first block begins: the last 16 bytes are the marker, and so are those. */
  private static int indexOfSecondSync(byte[] file) {
    for (int at = 0; at < file.length - 32; at++) {
      if (java.util.Arrays.equals(file, at, at + 16, file, file.length - 16, file.length)) {
        return at + 16;
      }
    }
    throw new AssertionError("no sync marker");
  }

  private static byte[] avro(int events) throws Exception {
    SpecificRecord event = EventJson.transcription().read();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataFileWriter<SpecificRecord> file =
        new DataFileWriter<>(new SpecificDatumWriter<>(event.getSchema()))) {
      file.create(
          event.getSchema(), out, new byte[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 2, 3, 4, 5, 6, 7, 8});
      for (int i = 0; i < events; i++) {
        file.append(event);
      }
    }
    return out.toByteArray();
  }
}
