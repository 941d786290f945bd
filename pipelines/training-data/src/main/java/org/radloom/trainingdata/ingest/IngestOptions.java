package org.radloom.trainingdata.ingest;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.jspecify.annotations.Nullable;
import org.radloom.audit.AuditOptions;
import org.radloom.trainingdata.rules.RecordOptions;

/**
 * The flags of {@code ./radloom ingest}. Each description is one line, with the unit, and an
 * example after {@code e.g.}
 */
public interface IngestOptions extends RecordOptions, AuditOptions {

  @Description(
      "Events: a path or glob of files, or kafka:HOST:PORT[,HOST:PORT]/TOPIC[,TOPIC]."
          + " e.g. kafka:broker:9092/events")
  @Validation.Required
  String getSource();

  void setSource(String source);

  @Description("Folder of what is kept: curated/, rejects/, ledger/, windows/. e.g. stream")
  @Validation.Required
  String getOutput();

  void setOutput(String output);

  @Description("Key file, made by 'radloom keys new', readable on every worker. e.g. hospital.keys")
  @Validation.Required
  String getKeyFile();

  void setKeyFile(String keyFile);

  @Description(
      "File of Kafka client properties (TLS, SASL), 0600, readable on every worker."
          + " e.g. kafka.properties")
  @Default.String("")
  String getKafkaConfig();

  void setKafkaConfig(String file);

  @Description(
      "Kafka consumer group; empty for one of its own for this output. e.g. radloom-curated")
  @Default.String("")
  String getConsumerGroup();

  void setConsumerGroup(String group);

  @Description("How long a message is known again once it came: ms, s, m, h or d. e.g. 7d")
  @Default.String("7d")
  String getDedupeHorizon();

  void setDedupeHorizon(String horizon);

  @Description(
      "How far events come out of order before they count as late (and are kept). e.g. 10m")
  @Default.String("10m")
  String getDisorder();

  void setDisorder(String disorder);

  @Description("Time between two looks at the files of --source. e.g. 10s")
  @Default.String("10s")
  String getPollEvery();

  void setPollEvery(String every);

  @Description("Files written side by side; 0 for as many as parallel tasks. e.g. 4")
  @Default.Integer(0)
  int getShards();

  void setShards(int shards);

  @Description("A file of the store is full when it holds more, MiB before compression. e.g. 4")
  @Default.Integer(4)
  int getBatchMiB();

  void setBatchMiB(int mebibytes);

  @Description("Longest that an event waits for its file to fill, by the clock. e.g. 5s")
  @Default.String("5s")
  String getBatchWait();

  void setBatchWait(String longest);

  @Description(
      "Publish windows of records in the training formats beside the curated store; false keeps"
          + " events and no more. e.g. false")
  @Default.Boolean(true)
  boolean getWindows();

  void setWindows(boolean windows);

  @Description("Name of the windows' dataset: letters, digits, dot, dash, underscore. e.g. chest")
  @Default.String("stream")
  String getDataset();

  void setDataset(String dataset);

  @Description("Length of a window, by event time, whole seconds. e.g. 1h")
  @Default.String("1h")
  String getWindow();

  void setWindow(String window);

  @Description(
      "How long a transcription waits for its correction, an inference for its truth; what comes"
          + " later is an update. e.g. 1h")
  @Default.String("1h")
  String getHoldFor();

  void setHoldFor(String longest);

  @Description("A part of a window is full when its records have more, MiB. e.g. 16")
  @Default.Integer(16)
  int getPartMiB();

  void setPartMiB(int mebibytes);

  @Description(
      "Read everything again though the output holds events and no state is given; what was there"
          + " is then there twice, and export takes it once. e.g. true")
  @Default.Boolean(false)
  boolean getStartAgain();

  void setStartAgain(boolean again);

  @Description(
      "Where OpenLineage events of the stream go: a file that they are appended to, or a server's"
          + " address. e.g. lineage.ndjson")
  @Nullable String getLineage();

  void setLineage(@Nullable String lineage);

  @Description("File of these settings, YAML, option names as keys; a flag wins. e.g. ingest.yaml")
  String getConfig();

  void setConfig(String config);
}
