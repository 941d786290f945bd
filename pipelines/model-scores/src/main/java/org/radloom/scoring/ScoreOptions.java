package org.radloom.scoring;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;
import org.jspecify.annotations.Nullable;

/**
 * The flags of {@code ./radloom score}. Each description is one line, with the unit, and an example
 * after {@code e.g.}
 */
public interface ScoreOptions extends PipelineOptions {

  @Description("Folder of models, NAME/VERSION/model.json. e.g. models")
  @Validation.Required
  String getModels();

  void setModels(String models);

  @Description(
      "Folder of sidecars X.json with their images or volumes; sub-folders are not searched."
          + " e.g. images")
  @Validation.Required
  String getInput();

  void setInput(String input);

  @Description(
      "Folder of results: OUTPUT/index.json, OUTPUT/studies/STUDY/, OUTPUT/events/. e.g. out")
  @Validation.Required
  String getOutput();

  void setOutput(String output);

  @Description(
      "Models to ask, NAME[/VERSION], with commas between; else the one of each task, at its"
          + " default version. e.g. demo-lesion-dog/1")
  @Nullable String getModel();

  void setModel(@Nullable String model);

  @Description("Least confidence of a lesion, above 0, to 1. e.g. 0.3")
  @Default.Double(0.5)
  double getMinConfidence();

  void setMinConfidence(double confidence);

  @Description(
      "Time that events say, RFC 3339; without it that of each image file's last change."
          + " e.g. 2026-11-20T08:00:00Z")
  @Nullable String getAt();

  void setAt(@Nullable String at);

  @Description("What computes: cuda, cpu, or auto (cuda where there is a GPU). e.g. cpu")
  @Default.String("auto")
  String getBackend();

  void setBackend(String backend);

  @Description("Longest time of one batch, s, > 0. e.g. 30")
  @Default.Integer(120)
  int getTimeoutSeconds();

  void setTimeoutSeconds(int seconds);

  @Description("Most pixels of an image, > 0. e.g. 20000000")
  @Default.Long(64L << 20)
  long getMaxPixels();

  void setMaxPixels(long pixels);

  @Description("Most voxels of a volume, as it is and for the model, > 0. e.g. 50000000")
  @Default.Long(128L << 20)
  long getMaxVoxels();

  void setMaxVoxels(long voxels);

  @Description(
      "Put the volumes of a heart beside the result, without the free text of their headers; the"
          + " viewer shows them. e.g. false")
  @Default.Boolean(true)
  boolean getCopyVolumes();

  void setCopyVolumes(boolean copy);

  @Description("Compute again what is there already of the same input and options. e.g. true")
  @Default.Boolean(false)
  boolean getForce();

  void setForce(boolean force);

  @Description(
      "Where OpenLineage events of the run go: a file that they are appended to, or a server."
          + " e.g. lineage.ndjson")
  @Nullable String getLineage();

  void setLineage(@Nullable String target);

  @Description("File of these settings, YAML, option names as keys; a flag wins. e.g. score.yaml")
  @Nullable String getConfig();

  void setConfig(@Nullable String config);
}
