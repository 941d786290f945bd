package org.radloom.trainingdata.ingest;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The flags of {@code ./radloom replay}. */
public interface ReplayOptions extends PipelineOptions {

  @Description("Print what would be moved, and write nothing. e.g. true")
  @Default.Boolean(false)
  boolean getDryRun();

  void setDryRun(boolean dry);
}
