package org.radloom.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.Consent;
import org.radloom.schemas.Detection;

final class AvroBytesTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void bringsEveryEventBack(EventType type) throws InvalidEventException {
    SpecificRecord event = EventJson.full(type).read();
    AvroBytes<SpecificRecord> codec = new AvroBytes<>(event.getSchema());
    RowWriter row = new RowWriter(0).putByte(42);

    codec.encode(event, row);
    codec.encode(event, row);

    int length = (row.size() - 1) / 2;
    assertThat(codec.decode(row.toBytes(), 1, length)).isEqualTo(event);
    assertThat(codec.decode(row.toBytes(), 1 + length, length)).isEqualTo(event);
  }

  @Test
  void keepsListsOfNumbersToTheLastBit() {
    // None of them is a float; Avro 1.12.0 made floats of them.
    Detection detection = new Detection("mass", List.of(0.1, 1 / 3.0, 54.99, 1e-300), 0.7, null);
    AvroBytes<Detection> codec = new AvroBytes<>(Detection.getClassSchema());
    RowWriter row = new RowWriter(64);
    codec.encode(detection, row);

    assertThat(codec.decode(row.toBytes(), 0, row.size()).getBbox())
        .containsExactly(0.1, 1 / 3.0, 54.99, 1e-300);
  }

  @Test
  void whatIsCutShortDoesNotDecode() throws InvalidEventException {
    AvroBytes<SpecificRecord> codec = new AvroBytes<>(Consent.getClassSchema());
    RowWriter row = new RowWriter(64);
    codec.encode(EventJson.consent().read(), row);
    byte[] bytes = row.toBytes();

    assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length - 1))
        .isInstanceOf(UncheckedIOException.class);
  }
}
