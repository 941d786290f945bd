package org.radloom.commandline;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * The flags that say how {@code s3://} paths are reached. No flag holds a secret: options travel in
 * the job graph, and every worker reads the credentials itself.
 */
public interface ObjectStoreOptions extends PipelineOptions {

  @Description(
      "Server of s3:// paths, a URL; empty for Amazon's own. e.g. https://s3.hospital.example")
  @Default.String("")
  String getS3Endpoint();

  void setS3Endpoint(String endpoint);

  @Description(
      "Whether the bucket goes into the path of a URL, not into the host name; unset: true where"
          + " --s3Endpoint is given. e.g. false")
  @Nullable Boolean getS3PathStyle();

  void setS3PathStyle(@Nullable Boolean pathStyle);

  @Description(
      "Region of s3:// paths; empty for what the AWS SDK finds, or us-east-1 where --s3Endpoint is"
          + " given. e.g. eu-central-1")
  @Default.String("")
  String getS3Region();

  void setS3Region(String region);

  @Description(
      "Credentials of s3:// paths, a file in the AWS format, mode 0600, readable on every worker;"
          + " empty for what the AWS SDK finds. e.g. s3.credentials")
  @Default.String("")
  String getS3CredentialsFile();

  void setS3CredentialsFile(String file);

  @Description(
      "Encryption to ask the server of s3:// paths for: AES256 or aws:kms; empty for what the"
          + " bucket is set to. e.g. aws:kms")
  @Default.String("")
  String getS3SseAlgorithm();

  void setS3SseAlgorithm(String algorithm);

  @Description(
      "Key of --s3SseAlgorithm=aws:kms, an id, ARN or alias; empty for the account's own."
          + " e.g. alias/radloom")
  @Default.String("")
  String getS3SseKmsKeyId();

  void setS3SseKmsKeyId(String keyId);
}
