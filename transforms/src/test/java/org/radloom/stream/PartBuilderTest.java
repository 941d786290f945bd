package org.radloom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.deid.DateMode;
import org.radloom.events.EventJson;
import org.radloom.events.EventType;
import org.radloom.events.InvalidEventException;
import org.radloom.formats.FileEntry;
import org.radloom.formats.PublishedFile.Compression;
import org.radloom.formats.TfRecordSink;
import org.radloom.privacy.Keys;
import org.radloom.records.EventBytes;
import org.radloom.records.ImageSource;
import org.radloom.records.Pseudonymiser;
import org.radloom.rows.RowWriter;
import org.radloom.split.HashedSplit;
import org.radloom.split.Split;
import org.radloom.text.GateLimits;
import org.radloom.text.MedicalTerms;
import org.radloom.text.QualityWeights;
import org.radloom.text.TextAssessor;

final class PartBuilderTest {
  private static final EventWindow WINDOW = new EventWindow(0, 3_600_000);

  private final Keys keys = Keys.generate(new SecureRandom());
  private final Pseudonymiser pseudonyms = new Pseudonymiser(keys);
  private byte[] image = new byte[0];

  private final Path folder;

  PartBuilderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private ByteBuffer read() throws IOException {
    if (image.length == 0) {
      throw new IOException("there is no image");
    }
    return ByteBuffer.wrap(image);
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY), "png", out);
    return out.toByteArray();
  }

  private WindowPart part(ImageSource images) throws InvalidEventException {
    HeldRecord held = HeldRecord.of(null);
    for (EventJson event :
        List.of(EventJson.inference().without("/imageSha256"), EventJson.groundTruth())) {
      RowWriter row = new RowWriter(512);
      EventType type = new EventBytes().encode(event.read(), row);
      held.add(type, row.toBytes(), 0, row.size());
    }
    WindowRecord record =
        new RecordReleaser(
                pseudonyms,
                new TextAssessor(GateLimits.DEFAULT, QualityWeights.DEFAULT, MedicalTerms.seed()),
                Optional.of(images),
                0,
                DateMode.YEAR)
            .release(pseudonyms.inference("I-1"), held)
            .record();
    return WindowPart.cut(WINDOW, 0, 0, List.of(Objects.requireNonNull(record)), Set.of(), 1 << 20)
        .get(0);
  }

  private String examples(WindowPart part, ImageSource images) throws IOException {
    PartManifest manifest =
        new PartBuilder(
                "chest",
                List.of(new TfRecordSink("chest", 1, Compression.NONE)),
                List.of(),
                new HashedSplit(keys),
                Optional.of(images),
                DateMode.YEAR,
                0.85)
            .build(part, folder.resolve("sections"), folder.resolve("files"));
    StringBuilder bytes = new StringBuilder();
    for (FileEntry file : manifest.files()) {
      if (file.path().contains(".tfrecord-")) {
        bytes.append(
            Files.readString(
                folder.resolve("files").resolve(file.path()), StandardCharsets.ISO_8859_1));
      }
    }
    return bytes.toString();
  }

  @Test
  void embedsImages() throws IOException, InvalidEventException {
    image = png();
    ImageSource images = uri -> read();

    String examples = examples(part(images), images);

    assertThat(examples).contains(new String(image, StandardCharsets.ISO_8859_1));
  }

  @Test
  void goesOnWithoutAnImageThatIsGoneOrWasChanged() throws IOException, InvalidEventException {
    image = png();
    ImageSource images = uri -> read();
    WindowPart part = part(images);
    String before = new String(image, StandardCharsets.ISO_8859_1);

    image = new byte[0];
    assertThat(examples(part, images)).isNotEmpty().doesNotContain(before);
    image = "changed".getBytes(StandardCharsets.UTF_8);
    assertThat(examples(part, images)).isNotEmpty().doesNotContain("changed");
  }

  @Test
  void countsWhatItWrites() throws IOException, InvalidEventException {
    image = png();
    ImageSource images = uri -> read();
    WindowPart part = part(images);
    Split split = new HashedSplit(keys).of(part.entries().get(0).record().patient());

    PartManifest manifest =
        new PartBuilder(
                "chest",
                List.of(),
                List.of(),
                new HashedSplit(keys),
                Optional.empty(),
                DateMode.SHIFT,
                0.85)
            .build(part, folder.resolve("sections"), folder.resolve("files"));

    assertThat(manifest.counts().exported(split)).isEqualTo(1);
    assertThat(manifest.counts().records()).isEqualTo(1);
    // No format, but what the model of the one reading did.
    assertThat(manifest.files())
        .extracting(FileEntry::path)
        .containsExactly("models/watch.avro", "models/watch.csv");
    assertThat(new String(manifest.toBytes(), StandardCharsets.UTF_8))
        .contains("\"dates\" : \"shift\"");
  }
}
