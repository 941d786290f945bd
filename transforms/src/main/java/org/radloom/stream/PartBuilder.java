package org.radloom.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.radloom.deid.DateMode;
import org.radloom.events.AvroBytes;
import org.radloom.files.Digests;
import org.radloom.formats.Categories;
import org.radloom.formats.DatasetFacts;
import org.radloom.formats.DatasetSink;
import org.radloom.formats.FileEntry;
import org.radloom.formats.InferenceContext;
import org.radloom.formats.ModelFiles;
import org.radloom.formats.PublishedFile;
import org.radloom.formats.SectionFiles;
import org.radloom.records.Candidate.Grade;
import org.radloom.records.ImageSource;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.TranscriptionRecord;
import org.radloom.split.HashedSplit;
import org.radloom.split.Split;
import org.radloom.vision.ImageTasks;
import org.radloom.watch.WatchedModels;

/**
 * Writes the files of a part, in the formats of a dataset version: whole files, image and
 * annotation ids from 1, categories of this part alone. What only a batch knows of a transcription
 * stays as if it were alone: no cluster of near-duplicates, weight 1. Not thread-safe.
 */
public final class PartBuilder {
  private final String dataset;
  private final List<DatasetSink> sinks;
  private final List<DatasetSink> hardSinks;
  private final HashedSplit splits;
  private final Optional<ImageSource> images;
  private final DateMode dates;
  private final double minAccuracy;
  private final AvroBytes<TranscriptionRecord> transcriptions =
      new AvroBytes<>(TranscriptionRecord.getClassSchema());
  private final AvroBytes<InferenceRecord> inferences =
      new AvroBytes<>(InferenceRecord.getClassSchema());

  /**
   * Makes a builder.
   *
   * @param dataset name of the dataset
   * @param sinks formats of what is published, TFRecord in one file a split
   * @param hardSinks formats of hard examples
   * @param splits the split of every patient
   * @param images opens the images that are embedded; empty to embed none
   * @param dates what was done about dates in texts, which the manifest names
   * @param minAccuracy accuracy that a model's reading must exceed to be right
   */
  public PartBuilder(
      String dataset,
      List<DatasetSink> sinks,
      List<DatasetSink> hardSinks,
      HashedSplit splits,
      Optional<ImageSource> images,
      DateMode dates,
      double minAccuracy) {
    this.dataset = dataset;
    this.sinks = sinks;
    this.hardSinks = hardSinks;
    this.splits = splits;
    this.images = images;
    this.dates = dates;
    this.minAccuracy = minAccuracy;
  }

  /**
   * Writes the part's files into a folder and returns what they hold.
   *
   * @param sections an empty folder to work in
   */
  public PartManifest build(WindowPart part, Path sections, Path target) throws IOException {
    List<Decoded> records = new ArrayList<>(part.entries().size());
    Set<String> categories = new TreeSet<>();
    for (WindowPart.Entry entry : part.entries()) {
      Decoded decoded = decode(entry.record());
      records.add(decoded);
      InferenceRecord inference = decoded.inference;
      if (inference != null && ImageTasks.contains(inference.getTask())) {
        for (Annotation annotation : inference.getAnnotations()) {
          categories.add(annotation.getCategory());
        }
      }
    }
    PartManifest manifest = new PartManifest(dataset, part, dates, categories);
    try (SectionFiles out = new SectionFiles(sections)) {
      write(records, new Categories(categories), out, manifest);
      DatasetFacts facts =
          new DatasetFacts(dataset, part.window().name(), new Categories(categories), out);
      List<PublishedFile> files = new ArrayList<>();
      sinks.forEach(sink -> files.addAll(sink.files(facts)));
      hardSinks.forEach(sink -> files.addAll(sink.files(facts)));
      for (FileEntry file : out.assemble(files, target)) {
        manifest.addFile(file);
      }
    }
    watch(records, target, manifest);
    return manifest;
  }

  /** Writes how the models did; the part has no earlier one to measure drift from. */
  private void watch(List<Decoded> records, Path target, PartManifest manifest) throws IOException {
    WatchedModels models = new WatchedModels();
    for (Decoded one : records) {
      InferenceRecord inference = one.inference;
      if (inference != null) {
        models.add(inference, minAccuracy);
      }
    }
    for (ModelFiles.Content file : ModelFiles.of(models, List.of(), null).files()) {
      if (!file.entry().path().equals(ModelFiles.BASELINE)) {
        file.writeTo(target);
        manifest.addFile(file.entry());
      }
    }
  }

  /** A record, one of both. */
  private record Decoded(
      WindowRecord record,
      Split split,
      @Nullable TranscriptionRecord transcription,
      @Nullable InferenceRecord inference) {}

  private Decoded decode(WindowRecord record) {
    Split split = splits.of(record.patient());
    byte[] avro = record.avro();
    if (record.transcription()) {
      TranscriptionRecord decoded = transcriptions.decode(avro, 0, avro.length);
      decoded.setSplit(split.code());
      return new Decoded(record, split, decoded, null);
    }
    InferenceRecord decoded = inferences.decode(avro, 0, avro.length);
    decoded.setSplit(split.code());
    return new Decoded(record, split, null, decoded);
  }

  private void write(
      List<Decoded> records, Categories categories, SectionFiles out, PartManifest manifest) {
    long[] nextIds = {1, 1, 1, 1}; // image and annotation: published, then hard examples
    for (Decoded one : records) {
      boolean hard = one.record.grade() == Grade.HARD;
      manifest.addRecord(one.record.transcription(), hard, one.split);
      List<DatasetSink> targets = hard ? hardSinks : sinks;
      TranscriptionRecord transcription = one.transcription;
      if (transcription != null) {
        targets.forEach(sink -> sink.write(transcription, out));
      }
      InferenceRecord inference = one.inference;
      if (inference != null) {
        int series = hard ? 2 : 0;
        boolean image = ImageTasks.contains(inference.getTask());
        InferenceContext context =
            new InferenceContext(
                image ? nextIds[series]++ : 0,
                image ? nextIds[series + 1] : 0,
                categories,
                image && !hard ? image(inference) : null);
        nextIds[series + 1] += image ? inference.getAnnotations().size() : 0;
        targets.forEach(sink -> sink.write(inference, context, out));
      }
    }
  }

  /**
   * The image, or null: it was changed or taken away since the record was made, or none is wanted.
   */
  private @Nullable ByteBuffer image(InferenceRecord record) {
    if (images.isEmpty() || sinks.stream().noneMatch(sink -> sink.name().equals("tfrecord"))) {
      return null;
    }
    try {
      ByteBuffer image = images.get().read(record.getImageUri());
      MessageDigest sha256 = Digests.sha256();
      sha256.update(image.duplicate());
      if (HexFormat.of().formatHex(sha256.digest()).equals(record.getImageSha256())) {
        return image;
      }
    } catch (IOException e) {
      // A stream goes on without it: the example then says so, by an empty image.
    }
    return null;
  }
}
