package org.radloom.datasetchecks.files;

import java.util.Locale;

/** Rules of files. {@code docs/gate.md} tells each. */
public enum FileRule {
  MANIFEST(
      "manifest",
      "the manifest can be read",
      "JSON of radloom-manifest/1, safe paths",
      "Readers trust the manifest and nothing else."),
  FILES_LISTED(
      "manifest",
      "the folder holds what the manifest lists",
      "every file listed, every listed file there",
      "A file that is not listed is not known to anybody, erasure included."),
  DIGESTS(
      "manifest",
      "files are those of the manifest",
      "bytes and SHA-256 as listed",
      "A file that changed is not the one that was checked."),
  RECORDS(
      "manifest",
      "files hold as many records as the manifest says",
      "records as listed",
      "A short file is a lost shard."),
  COUNTS(
      "manifest",
      "counts add up",
      "read = sum of all fates, exports = rows",
      "An event that is in no count was lost without a word."),
  CSV_FORM(
      "csv",
      "CSV files are RFC 4180",
      "UTF-8, CR LF, quotes, as many cells as the header",
      "Readers split other files in other ways."),
  CSV_HEADER(
      "csv",
      "CSV files have their columns",
      "every documented column, once",
      "Readers choose columns by name."),
  CSV_FORMULA(
      "csv",
      "no cell runs as a formula",
      "no text starts with = + - @, tab or CR",
      "A spreadsheet would run it."),
  CSV_NUMBERS(
      "csv",
      "numbers are numbers",
      "digits without quotes in columns of numbers",
      "Readers take a quoted number for text."),
  COCO_FORM(
      "coco",
      "COCO files can be read",
      "JSON with info, licenses, images, annotations, categories",
      "pycocotools needs all five."),
  COCO_IDS(
      "coco",
      "COCO ids are whole numbers from 1",
      "id >= 1; categories dense from 1, names once",
      "pycocotools counts an annotation with id 0 as a false positive."),
  COCO_IMAGES(
      "coco",
      "COCO images have a size and a file",
      "width, height >= 1; relative file_name",
      "Boxes are measured in the image, and the file is looked up beside it."),
  COCO_BOXES(
      "coco",
      "boxes lie in their image",
      "x, y >= 0; w, h > 0; inside; area > 0",
      "A box outside its image has no pixels."),
  COCO_MASKS(
      "coco",
      "outlines have COCO's forms",
      "polygons of 6 numbers or more, or run lengths with iscrowd 1",
      "Other forms are not drawn, or drawn wrongly."),
  COCO_KEYS(
      "coco",
      "own keys have a prefix",
      "COCO's keys, others start with radloom_",
      "Other keys may one day be COCO's."),
  TFRECORD_FRAMES(
      "tfrecord",
      "TFRecord frames are whole",
      "lengths and data with their masked CRC32C",
      "TensorFlow stops at the first broken frame."),
  TFRECORD_KEYS(
      "tfrecord",
      "examples have the keys of object detection",
      "tf.train.Example with every documented key and type",
      "The Object Detection API looks them up by name."),
  TFRECORD_BOXES(
      "tfrecord",
      "boxes and labels of examples fit",
      "edges 0 to 1, min below max, labels from 1, lists of one length",
      "Other boxes and labels are dropped or stop the training."),
  TFRECORD_NAMES(
      "tfrecord",
      "shards and label map are complete",
      "NAME-SPLIT.tfrecord-K-of-N without gaps; labels in label_map.pbtxt",
      "TensorFlow Datasets finds shards by their names."),
  WHISPER_FORM(
      "whisper",
      "speech manifests can be read",
      "one JSON object a line, with the documented keys",
      "Loaders stop at a line that they cannot read."),
  WHISPER_TIMES(
      "whisper",
      "samples fit the window",
      "end - offset = duration; at most 30 s unless marked",
      "Whisper hears 30 seconds; what is longer is cut off."),
  WHISPER_FILES(
      "whisper",
      "samples name their recording",
      "relative file_name",
      "The recording is looked up beside the manifest."),
  WHISPER_TWINS(
      "whisper",
      "both speech manifests hold the same samples",
      "same record, text, duration, file, line by line",
      "A model must not depend on the toolkit."),
  REJECTS_FORM(
      "rejects",
      "rejects can be read",
      "one JSON object a line with type, reason, source, position",
      "Faults are found by them."),
  CROISSANT_FORM(
      "croissant",
      "croissant.json is Croissant 1.0",
      "JSON-LD with @context, @type, name, conformsTo, distribution",
      "Catalogues read it."),
  CROISSANT_FILES(
      "croissant",
      "croissant.json tells the digests of the files",
      "sha256 as in the manifest, all data files",
      "Loaders refuse a file whose digest differs.");

  private final String table;
  private final String title;
  private final String expected;
  private final String reason;

  FileRule(String table, String title, String expected, String reason) {
    this.table = table;
    this.title = title;
    this.expected = expected;
    this.reason = reason;
  }

  /** Returns the name as results spell it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  String table() {
    return table;
  }

  String title() {
    return title;
  }

  String expected() {
    return expected;
  }

  String reason() {
    return reason;
  }

  /** Returns whether a file that breaks it cannot be read as a table. */
  boolean breaksFile() {
    return switch (this) {
      case CSV_FORM, CSV_HEADER, COCO_FORM, WHISPER_FORM -> true;
      default -> false;
    };
  }
}
