package org.radloom.encryption;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** The flags of {@code ./radloom decrypt}. */
public interface DecryptOptions extends PipelineOptions {

  @Description(
      "Keyset file, made by 'radloom keys new-encryption'; older keys in it decrypt too."
          + " e.g. storage.keyset")
  @Validation.Required
  String getKeyset();

  void setKeyset(String file);
}
