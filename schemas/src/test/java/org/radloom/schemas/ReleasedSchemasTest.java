package org.radloom.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was ever released stays readable: {@code released/N/} holds the schemas of release N, each
 * in one file that needs no other.
 */
final class ReleasedSchemasTest {
  private static final int DATA_PER_SCHEMA = 50;

  /** Records that lie in files outside Radloom: what comes in and what goes out. */
  private static final List<Schema> CURRENT =
      List.of(
          Transcription.getClassSchema(),
          Correction.getClassSchema(),
          Inference.getClassSchema(),
          GroundTruth.getClassSchema(),
          Consent.getClassSchema(),
          TranscriptionRecord.getClassSchema(),
          InferenceRecord.getClassSchema(),
          Reject.getClassSchema(),
          CuratedEvent.getClassSchema(),
          RejectedMessage.getClassSchema(),
          ModelWatch.getClassSchema());

  /** A schema of a release. */
  record Released(String release, Schema schema) {
    Schema current() {
      return CURRENT.stream()
          .filter(current -> current.getFullName().equals(schema.getFullName()))
          .findFirst()
          .orElseThrow(
              () -> new AssertionError(this + " is gone; data written with it can't be read"));
    }

    @Override
    public String toString() {
      return schema.getName() + " of release " + release;
    }
  }

  static List<Schema> current() {
    return CURRENT;
  }

  static Stream<Released> released() throws IOException {
    List<Released> released = new ArrayList<>();
    try (Stream<Path> files = Files.walk(releases())) {
      for (Path file : files.filter(path -> path.toString().endsWith(".avsc")).sorted().toList()) {
        released.add(
            new Released(
                file.getParent().getFileName().toString(),
                new Schema.Parser().parse(Files.readString(file))));
      }
    }
    return released.stream();
  }

  @ParameterizedTest
  @MethodSource("released")
  void theCurrentSchemaIsCompatibleWithAReleasedOne(Released released) {
    var compatibility =
        SchemaCompatibility.checkReaderWriterCompatibility(released.current(), released.schema());

    assertThat(compatibility.getType())
        .as("%s", compatibility.getResult().getIncompatibilities())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  @ParameterizedTest
  @MethodSource("released")
  void dataOfAReleaseIsReadAsWhatItWas(Released released) throws IOException {
    for (Object datum : new RandomData(released.schema(), DATA_PER_SCHEMA, 1L)) {
      byte[] written = write(released.schema(), datum);

      Object asReleased = readGeneric(released.schema(), released.schema(), written);
      Object asCurrent = readGeneric(released.schema(), released.current(), written);

      assertThat(asReleased).isEqualTo(datum);
      assertThat(sharedFields(asCurrent, released.schema()))
          .isEqualTo(sharedFields(asReleased, released.schema()));
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void dataOfAReleaseIsReadIntoTheCurrentClass(Released released) throws IOException {
    for (Object datum : new RandomData(released.schema(), 1, 1L)) {
      byte[] written = write(released.schema(), datum);

      SpecificRecord read =
          new SpecificDatumReader<SpecificRecord>(released.schema(), released.current())
              .read(null, DecoderFactory.get().binaryDecoder(written, null));

      assertThat(read.getSchema()).isEqualTo(released.current());
    }
  }

  @ParameterizedTest
  @MethodSource("current")
  void everyRecordHasARelease(Schema current) throws IOException {
    boolean released =
        released().anyMatch(one -> one.schema().getFullName().equals(current.getFullName()));

    if (!released) {
      fail(
          """
          %s has never been released. Write the text below to
          schemas/src/test/resources/released/<next release>/%s.avsc, see schemas/README.md:
          %s"""
              .formatted(current.getName(), current.getName(), current.toString(true)));
    }
  }

  @ParameterizedTest
  @MethodSource("current")
  void everyRecordAndFieldSaysWhatItIs(Schema current) {
    List<String> silent = new ArrayList<>();
    for (Schema schema : named(current).values()) {
      if (isBlank(schema.getDoc())) {
        silent.add(schema.getFullName());
      }
      if (schema.getType() == Schema.Type.RECORD) {
        for (Schema.Field field : schema.getFields()) {
          if (isBlank(field.doc())) {
            silent.add(schema.getFullName() + "." + field.name());
          }
        }
      }
    }

    assertThat(silent).as("without a doc").isEmpty();
  }

  @Test
  void aFieldTakenAwayOrAddedWithoutADefaultWouldBeNoticed() {
    Schema before = record("{'name':'a','type':'string'}");
    Schema after = record("{'name':'a','type':'string'},{'name':'b','type':'int'}");

    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(after, before).getType())
        .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  private static Schema record(String fields) {
    return new Schema.Parser()
        .parse("{'type':'record','name':'R','fields':[%s]}".formatted(fields).replace('\'', '"'));
  }

  private static byte[] write(Schema schema, Object datum) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(datum, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static Object readGeneric(Schema writer, Schema reader, byte[] bytes) throws IOException {
    // Its own data model: with the default one, Avro would make instances of generated classes.
    return new GenericDatumReader<>(writer, reader, new GenericData())
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  /** Returns a datum as text, of records the fields that {@code schema} names, at any depth. */
  private static Object sharedFields(Object datum, Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
          Object value = ((GenericData.Record) datum).get(field.name());
          values.put(field.name(), sharedFields(value, field.schema()));
        }
        yield values;
      }
      case ARRAY ->
          ((List<?>) datum)
              .stream().map(item -> sharedFields(item, schema.getElementType())).toList();
      case UNION ->
          sharedFields(datum, schema.getTypes().get(GenericData.get().resolveUnion(schema, datum)));
      default -> String.valueOf(datum);
    };
  }

  /** Returns the record and everything named inside it. */
  private static Map<String, Schema> named(Schema schema) {
    Map<String, Schema> found = new LinkedHashMap<>();
    collect(schema, found);
    return found;
  }

  private static void collect(Schema schema, Map<String, Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (found.putIfAbsent(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), found));
        }
      }
      case ENUM, FIXED -> found.put(schema.getFullName(), schema);
      case ARRAY -> collect(schema.getElementType(), found);
      case MAP -> collect(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(type -> collect(type, found));
      default -> {
        // A primitive has neither name nor doc.
      }
    }
  }

  private static boolean isBlank(String doc) {
    return doc == null || doc.isBlank();
  }

  private static Path releases() {
    URL folder = ReleasedSchemasTest.class.getResource("/released");
    try {
      return Path.of(folder.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
