package org.radloom.trainingdata.export;

import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.jspecify.annotations.Nullable;
import org.radloom.audit.AuditOptions;
import org.radloom.trainingdata.rules.RecordOptions;

/**
 * The flags of {@code ./radloom export}. Each description is one line, with the unit, and an
 * example after {@code e.g.}
 */
public interface ExportOptions extends RecordOptions, AuditOptions {

  @Description("Events: paths or globs, JSON Lines or Avro, gzipped or not. e.g. 'events/*.jsonl'")
  @Validation.Required
  List<String> getInput();

  void setInput(List<String> input);

  @Description("Folder of all datasets; the version goes to OUTPUT/DATASET/VERSION. e.g. out")
  @Validation.Required
  String getOutput();

  void setOutput(String output);

  @Description("Name of the dataset: letters, digits, dot, dash, underscore. e.g. chest")
  @Validation.Required
  String getDataset();

  void setDataset(String dataset);

  @Description("Name of the version, which must not exist. e.g. 2026-11-20")
  @Validation.Required
  String getDatasetVersion();

  void setDatasetVersion(String version);

  @Description("Key file, made by 'radloom keys new', readable on every worker. e.g. hospital.keys")
  @Validation.Required
  String getKeyFile();

  void setKeyFile(String keyFile);

  @Description("Print the counts and write nothing. e.g. true")
  @Default.Boolean(false)
  boolean getDryRun();

  void setDryRun(boolean dryRun);

  @Description(
      "How new patients find a split: hash (by key) or ledger (closest to 70/15/15)."
          + " e.g. ledger")
  @Default.String("hash")
  String getSplitMode();

  void setSplitMode(String mode);

  @Description("Share of each record type to keep, best scores first, above 0 to 1. e.g. 0.8")
  @Default.Double(0.8)
  double getTopShare();

  void setTopShare(double share);

  @Description(
      "File of thresholds, YAML, that models should keep; what they do not is an alert."
          + " e.g. thresholds.yaml")
  @Default.String("")
  String getModelThresholds();

  void setModelThresholds(String file);

  @Description("TFRecord files a split; 0 chooses by the size of the input. e.g. 16")
  @Default.Integer(0)
  int getTfrecordShards();

  void setTfrecordShards(int shards);

  @Description(
      "Where OpenLineage events of the run go: a file that they are appended to, or a server."
          + " e.g. lineage.ndjson")
  @Nullable String getLineage();

  void setLineage(@Nullable String target);

  @Description("File of these settings, YAML, option names as keys; a flag wins. e.g. export.yaml")
  String getConfig();

  void setConfig(String config);

  @Description(
      "Keyset, made by 'radloom keys new-encryption', to encrypt every file of the version with;"
          + " empty for plain files. e.g. storage.keyset")
  @Default.String("")
  String getEncryptWith();

  void setEncryptWith(String keyset);

  @Description(
      "Whether the version must pass the gate (docs/gate.md) before it is published: on or off."
          + " e.g. off")
  @Default.String("on")
  String getGate();

  void setGate(String choice);
}
