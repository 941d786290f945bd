package org.radloom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.radloom.events.EventJson;
import org.radloom.events.EventType;
import org.radloom.events.InvalidEventException;
import org.radloom.events.RejectReason;
import org.radloom.schemas.Consent;

final class MessageParserTest {
  private final MessageParser parser = new MessageParser(Messages.MAX_BYTES);

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void jsonAndAvroOfOneEventAreOneMessage(EventType type) throws InvalidEventException {
    byte[] json = Messages.parse(EventJson.full(type).toString());

    byte[] avro = Messages.parse(Messages.singleObject(EventJson.full(type).read()));

    assertThat(avro).isEqualTo(json);
    assertThat(Messages.view(json).isEvent()).isTrue();
    assertThat(Messages.view(json).type()).isEqualTo(type);
  }

  @Test
  void theOrderAndSpellingOfFieldsDoNotMatter() {
    byte[] one =
        Messages.parse(
            "{\"type\":\"consent\",\"patientId\":\"P\",\"scope\":\"training\","
                + "\"status\":\"granted\",\"at\":\"2026-01-01T01:00:00+01:00\"}");

    byte[] other =
        Messages.parse(
            " { \"at\" : \"2026-01-01T00:00:00.000Z\", \"status\":\"granted\", \"colour\":1,"
                + "\"scope\":\"training\",\"patientId\":\"\\u0050\",\"type\":\"consent\"}");

    assertThat(other).isEqualTo(one);
  }

  @Test
  void eventsThatDifferInAnythingHaveDifferentKeys() {
    String key = Messages.key(Messages.parse(EventJson.correction().toString()));

    String other =
        Messages.key(Messages.parse(EventJson.correction().withText("/text", "Else").toString()));

    assertThat(other).isNotEqualTo(key);
  }

  @Test
  void theTimeIsThatOfTheEvent() {
    byte[] message = Messages.parse(EventJson.transcription().toString());

    long micros = Instant.parse("2026-03-04T05:06:07Z").getEpochSecond() * 1_000_000 + 250_000;
    assertThat(Message.micros(message)).isEqualTo(micros);
    assertThat(Messages.view(message).micros()).isEqualTo(micros);
  }

  @Test
  void aRejectKeepsItsBytesItsReasonAndTheTimeItCame() {
    String line = EventJson.inference().without("/patientId").toString();

    byte[] message = Messages.parse(line);

    Message view = Messages.view(message);
    assertThat(view.isEvent()).isFalse();
    assertThat(view.rejectReason()).isEqualTo(RejectReason.MISSING_FIELD);
    assertThat(view.field()).isEqualTo("patientId");
    assertThat(view.type()).isEqualTo(EventType.INFERENCE);
    assertThat(view.micros()).isEqualTo(Messages.ARRIVED_MICROS);
    assertThat(Messages.payload(message)).isEqualTo(line.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void rejectsAreKnownByTheirBytes() {
    assertThat(Messages.key(Messages.parse("{ }"))).isEqualTo(Messages.key(Messages.parse("{ }")));
    assertThat(Messages.key(Messages.parse("{ }")))
        .isNotEqualTo(Messages.key(Messages.parse("{}")));
  }

  @Test
  void whatIsTooLongIsRejectedUnread() {
    byte[] line = EventJson.consent().toString().getBytes(StandardCharsets.UTF_8);

    byte[] fits = new MessageParser(line.length).parse(line, 0, line.length, 0);
    byte[] tooLong = new MessageParser(line.length - 1).parse(line, 0, line.length, 0);

    assertThat(Messages.view(fits).isEvent()).isTrue();
    assertThat(Messages.view(tooLong).rejectReason()).isEqualTo(RejectReason.LINE_TOO_LONG);
    assertThat(Messages.payload(tooLong)).isEqualTo(line);
  }

  @Test
  void aRejectAboveAMebibyteIsKeptWithoutItsBytes() {
    byte[] large = new byte[MessageParser.MAX_KEPT_BYTES + 1];
    Arrays.fill(large, (byte) 'x');

    byte[] kept = parser.parse(large, 0, MessageParser.MAX_KEPT_BYTES, 0);
    byte[] dropped = new MessageParser(8 << 20).parse(large, 0, large.length, 0);

    assertThat(Messages.view(kept).length()).isEqualTo(MessageParser.MAX_KEPT_BYTES);
    assertThat(Messages.view(dropped).length()).isEqualTo(-1);
    assertThat(dropped.length).isLessThan(100);
  }

  @Test
  void whatHasNoBytesIsKnownByItsPlaceWheneverItIsRead() {
    byte[] one = stray(new Place("a.jsonl", -1, 7, 1_000));

    assertThat(stray(new Place("a.jsonl", -1, 7, 2_000))).isEqualTo(one);
    assertThat(stray(new Place("a.jsonl", -1, 8, 1_000))).isNotEqualTo(one);
    assertThat(stray(new Place("a.jsonl", 0, 7, 1_000))).isNotEqualTo(one);
    assertThat(stray(new Place("b.jsonl", -1, 7, 1_000))).isNotEqualTo(one);
    assertThat(Messages.view(one).length()).isEqualTo(-1);
  }

  private byte[] stray(Place place) {
    return parser.reject(
        new InvalidEventException(EventType.UNKNOWN, RejectReason.LINE_TOO_LONG, null), place, 0);
  }

  @Property(seed = "1")
  void anyBytesGiveAMessage(@ForAll @Size(max = 300) byte[] bytes) {
    byte[] message = parser.parse(bytes, 0, bytes.length, 5);

    assertThat(Messages.view(message).isEvent()).isFalse();
    assertThat(Messages.payload(message)).isEqualTo(bytes);
  }

  @Property(seed = "1")
  void anyBytesBehindTheHeadOfAnAvroEventGiveAMessage(
      @ForAll EventType type, @ForAll @Size(max = 200) byte[] bytes) throws InvalidEventException {
    byte[] event = Messages.singleObject(EventJson.full(known(type)).read());
    byte[] spoilt = Arrays.copyOf(event, 10 + bytes.length);
    System.arraycopy(bytes, 0, spoilt, 10, bytes.length);

    Message message = Messages.view(parser.parse(spoilt, 0, spoilt.length, 5));

    assertThat(message.isEvent() ? RejectReason.CORRUPT_AVRO : message.rejectReason())
        .isIn(RejectReason.CORRUPT_AVRO, RejectReason.MISSING_FIELD, RejectReason.INVALID_VALUE);
  }

  /** A flipped bit may claim a text of gigabytes, a time before the world, a list without end. */
  @Property(seed = "1")
  void anAvroEventWithFlippedBitsGivesAMessage(@ForAll EventType type, @ForAll long seed)
      throws InvalidEventException {
    byte[] event = Messages.singleObject(EventJson.full(known(type)).read());
    Random random = new Random(seed);
    for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
      event[10 + random.nextInt(event.length - 10)] ^= (byte) (1 << random.nextInt(8));
    }

    byte[] message = parser.parse(event, 0, event.length, 5);

    assertThat(message).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // Zigzag, seven bits a byte, the lowest first.
    "2 GiB - 1, feffffff0f",
    "2 GiB, 8080808010",
    "1 TiB, 808080808040",
    "64 MiB and one, 82808040",
    "the most, feffffffffffffffff01",
    "minus one, 01",
    "the least, ffffffffffffffffff01"
  })
  void aTextThatClaimsToBeLongIsARejectNotTheEndOfTheMemory(String claim, String length)
      throws InvalidEventException {
    byte[] event = Messages.singleObject(EventJson.consent().read());
    byte[] claimed = java.util.HexFormat.of().parseHex(length);
    byte[] spoilt = Arrays.copyOf(event, 10 + claimed.length + 40);
    System.arraycopy(claimed, 0, spoilt, 10, claimed.length);

    byte[] message = parser.parse(spoilt, 0, spoilt.length, 5);

    assertThat(Messages.view(message).isEvent() ? null : Messages.view(message).rejectReason())
        .as(claim)
        .isEqualTo(RejectReason.CORRUPT_AVRO);
  }

  @ParameterizedTest
  @CsvSource({
    "-9223372036854775808, false",
    "9223372036854775807, false",
    "253402300799999999, true", // 9999-12-31T23:59:59.999999Z
    "-62167219200000000, true", // 0000-01-01T00:00:00Z
    "-62167392000000000, false",
    "253402473600000000, false"
  })
  void anAvroEventHasATimeThatJsonCouldSayToo(long micros, boolean usable)
      throws InvalidEventException {
    Consent consent = EventJson.consent().readAs(Consent.class);
    byte[] event = Messages.singleObject(consent);
    // The time is the last field: cut the old one off and write the new one as Avro does.
    int oldBytes = zigzag(epochMicros(consent.getAt())).length;
    byte[] time = zigzag(micros);
    byte[] spoilt = Arrays.copyOf(event, event.length - oldBytes + time.length);
    System.arraycopy(time, 0, spoilt, event.length - oldBytes, time.length);

    Message message = Messages.view(parser.parse(spoilt, 0, spoilt.length, 5));

    assertThat(message.isEvent()).isEqualTo(usable);
    if (usable) {
      assertThat(message.micros()).isEqualTo(micros);
    } else {
      assertThat(message.rejectReason()).isEqualTo(RejectReason.INVALID_VALUE);
      assertThat(message.field()).isEqualTo("at");
    }
  }

  private static long epochMicros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  private static byte[] zigzag(long value) {
    byte[] bytes = new byte[10];
    int size = 0;
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return Arrays.copyOf(bytes, size);
  }

  private static EventType known(EventType type) {
    return type == EventType.UNKNOWN ? EventType.CONSENT : type;
  }

  @Property(seed = "1")
  void aMessageReadsBackAsItWasPut(
      @ForAll long hi,
      @ForAll long lo,
      @ForAll long micros,
      @ForAll EventType type,
      @ForAll RejectReason reason,
      @ForAll boolean event,
      @ForAll @Size(max = 100) byte[] payload) {
    String field = event || payload.length % 2 == 0 ? null : "detections[2].bbox";
    int length = !event && payload.length == 0 ? -1 : payload.length;
    Message put =
        new Message(hi, lo, micros, type, event ? null : reason, field, payload, 0, length);
    org.radloom.rows.RowWriter row = new org.radloom.rows.RowWriter(8);

    put.put(row);
    put.put(row);

    byte[] bytes = row.toBytes();
    org.radloom.rows.RowReader reader = new org.radloom.rows.RowReader(bytes);
    for (int i = 0; i < 2; i++) {
      Message read = Message.read(bytes, reader);
      assertThat(read).usingRecursiveComparison().ignoringFields("bytes", "offset").isEqualTo(put);
      assertThat(Arrays.copyOfRange(bytes, read.offset(), read.offset() + Math.max(0, length)))
          .isEqualTo(payload);
    }
    assertThat(reader.hasMore()).isFalse();
    assertThat(Message.micros(bytes)).isEqualTo(micros);
  }
}
