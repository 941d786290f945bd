package org.radloom.gpuops.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes in hexadecimal are read with PS3.5, 7.1 and 7.5 beside them. */
final class DataSetReaderTest {
  /** (0008,1140), which comes before all that the tests look at. */
  private static final int SEQUENCE = 0x0008_1140;

  private static final String SQ_WITHOUT_LENGTH = "0800 4011 5351 0000 ffffffff ";
  private static final String ITEM_WITHOUT_LENGTH = "feff 00e0 ffffffff ";
  private static final String ITEM_END = "feff 0de0 00000000 ";
  private static final String SEQUENCE_END = "feff dde0 00000000 ";

  /** Rows 9 in explicit VR: were it read, 9 rows would not match the pixels. */
  private static final String ROWS_9 = "2800 1000 5553 0200 0900 ";

  /** The same in implicit VR. */
  private static final String IMPLICIT_ROWS_9 = "2800 1000 02000000 0900 ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        // No items; one of a length; one without; two; one in another; one of private elements.
        SQ_WITHOUT_LENGTH + SEQUENCE_END,
        SQ_WITHOUT_LENGTH + "feff 00e0 0a000000 " + ROWS_9 + SEQUENCE_END,
        SQ_WITHOUT_LENGTH + ITEM_WITHOUT_LENGTH + ROWS_9 + ITEM_END + SEQUENCE_END,
        SQ_WITHOUT_LENGTH
            + (ITEM_WITHOUT_LENGTH + ROWS_9 + ITEM_END)
            + ("feff 00e0 00000000 " + SEQUENCE_END),
        SQ_WITHOUT_LENGTH
            + (ITEM_WITHOUT_LENGTH + SQ_WITHOUT_LENGTH + ITEM_WITHOUT_LENGTH + ROWS_9 + ITEM_END)
            + (SEQUENCE_END + ROWS_9 + ITEM_END + SEQUENCE_END),
        "0800 4011 5351 0000 12000000 feff 00e0 0a000000 " + ROWS_9,
        // UN without a length holds implicit VRs.
        "0800 4011 554e 0000 ffffffff "
            + (ITEM_WITHOUT_LENGTH + IMPLICIT_ROWS_9 + ITEM_END + SEQUENCE_END)
      })
  void takesNothingFromInsideASequence(String sequence, @TempDir Path folder) throws IOException {
    SeriesFolder series = new SeriesFolder(folder).with(slice().raw(SEQUENCE, hex(sequence)));

    assertThat(series.read().volume().space().ny()).isEqualTo(2);
  }

  @Test
  void takesNothingFromInsideAnImplicitSequence(@TempDir Path folder) throws IOException {
    String sequence =
        "0800 4011 ffffffff " + ITEM_WITHOUT_LENGTH + IMPLICIT_ROWS_9 + ITEM_END + SEQUENCE_END;
    CtSliceFile slice =
        slice()
            .as(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, "1.2.840.10008.1.2")
            .raw(SEQUENCE, hex(sequence));

    assertThat(new SeriesFolder(folder).with(slice).read().volume().space().ny()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    // A length past the end of the file; of a sequence; of an item; of a value that is read.
    "0800 4011 5554 0000 ffffff7f, truncated",
    "0800 4011 5351 0000 feffffff, truncated",
    "0800 4011 5351 0000 ffffffff feff 00e0 ffffff7f, truncated",
    "0800 6000 4f42 0000 00100000, truncated",
    "0800 6000 5554 0000 ffffff00, damaged",
    // No end; no item; a VR that is none; no sequence, but without a length.
    "0800 4011 5351 0000 ffffffff feff 00e0 ffffffff, truncated",
    "0800 4011 5351 0000 ffffffff 2800 1000 5553 0200 0900, damaged",
    "0800 4011 5a5a 0200 0000, damaged",
    "0800 4011 4f42 0000 ffffffff, damaged"
  })
  void refusesStructuresThatLie(String element, String reason, @TempDir Path folder)
      throws IOException {
    int tag = element.startsWith("0800 6000") ? 0x0008_0060 : SEQUENCE;

    new SeriesFolder(folder).with(slice().raw(tag, hex(element))).refuses(reason);
  }

  @Test
  void refusesNestingWithoutEnd(@TempDir Path folder) throws IOException {
    String deep = (SQ_WITHOUT_LENGTH + ITEM_WITHOUT_LENGTH).repeat(100_000 / 20);

    SeriesFolder series = new SeriesFolder(folder).with(slice().raw(SEQUENCE, hex(deep)));

    series.refuses("damaged");
    assertThat(series.refusal()).hasMessageContaining("nested at most 32 deep");
  }

  @Test
  void refusesElementsWithoutEnd(@TempDir Path folder) throws IOException {
    byte[] many = hex((SQ_WITHOUT_LENGTH + SEQUENCE_END).replace(SEQUENCE_END, ""));
    byte[] item = hex("feff 00e0 00000000");
    byte[] sequence = Arrays.copyOf(many, many.length + 100_001 * item.length);
    for (int i = 0; i < 100_001; i++) {
      System.arraycopy(item, 0, sequence, many.length + i * item.length, item.length);
    }

    SeriesFolder series = new SeriesFolder(folder).with(slice().raw(SEQUENCE, sequence));

    series.refuses("damaged");
    assertThat(series.refusal()).hasMessageContaining("at most 100,000 elements");
  }

  @Test
  void refusesAnElementThatComesTwiceOrOutOfOrder(@TempDir Path folder) throws IOException {
    String rows = "2800 1000 5553 0200 0200 ";
    String columns = "2800 1100 5553 0200 0300 ";
    SeriesFolder series = new SeriesFolder(folder);

    series.with(slice().raw(0x0028_0010, hex(rows + rows))).refuses("damaged");
    series
        .with(slice().without(0x0028_0011).raw(0x0028_0010, hex(columns + rows)))
        .refuses("damaged");
    assertThat(series.refusal()).hasMessageContaining("must ascend");
  }

  @ParameterizedTest
  @CsvSource({
    // Encapsulated; too short; too long; bytes where words of big endian belong.
    "e07f 1000 4f42 0000 ffffffff feff 00e0 00000000 feff dde0 00000000, false",
    "e07f 1000 4f57 0000 0a000000 0000000000000000 0000, false",
    "e07f 1000 4f57 0000 0e000000 0000000000000000 0000000000000000, false",
    "7fe0 0010 4f42 0000 0000000c 0000000000000000 00000000, true"
  })
  void refusesPixelsThatAreNotPlain(String element, boolean big, @TempDir Path folder)
      throws IOException {
    CtSliceFile slice = slice().raw(0x7FE0_0010, hex(element));
    if (big) {
      slice.as(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, "1.2.840.10008.1.2.2");
    }

    new SeriesFolder(folder).with(slice).refuses("damaged");
  }

  @Test
  void refusesFileMetaInformationOfAnotherLength(@TempDir Path folder) throws IOException {
    byte[] whole = slice().toBytes();
    // (0002,0000) UL 4 bytes stands at 132; its value at 140.
    for (int change : new int[] {-2, 2, -8, 100}) {
      byte[] lying = whole.clone();
      lying[140] += (byte) change;
      Files.write(folder.resolve("a.dcm"), lying);
      new SeriesFolder(folder).refusal();
    }
  }

  @Test
  void refusesABombOfDeflatedZeros(@TempDir Path folder) throws IOException {
    // 20 MiB of a private element deflate to 90 KB.
    CtSliceFile bomb =
        slice()
            .bytes(0x0009_1010, "OB", new byte[20 << 20])
            .as(TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, "1.2.840.10008.1.2.1.99");

    new SeriesFolder(folder).with(bomb).refuses("truncated");
  }

  @Test
  void refusesADeflatedFileThatIsCutOrBent(@TempDir Path folder) throws IOException {
    byte[] whole =
        slice()
            .as(TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, "1.2.840.10008.1.2.1.99")
            .toBytes();
    SeriesFolder series = new SeriesFolder(folder);
    for (int length = 132; length < whole.length - 8; length++) {
      Files.write(folder.resolve("a.dcm"), Arrays.copyOf(whole, length));
      series.refusal();
    }
    String meta = new String(whole, StandardCharsets.ISO_8859_1);
    int dataSet = meta.indexOf("1.2.1.99") + 8;
    whole[dataSet] = (byte) 0xFF;
    Files.write(folder.resolve("a.dcm"), whole);
    series.refuses("damaged");
  }

  private static CtSliceFile slice() {
    return CtSliceFile.at(0).text(0x0018_0088, "DS", "1");
  }

  private static byte[] hex(String bytes) {
    return HexFormat.of().parseHex(bytes.replace(" ", ""));
  }
}
