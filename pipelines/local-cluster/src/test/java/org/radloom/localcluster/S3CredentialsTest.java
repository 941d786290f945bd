package org.radloom.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class S3CredentialsTest {
  private final Path folder;

  S3CredentialsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void areMadeOnceAndForTheOwnerAlone() throws Exception {
    Path file = folder.resolve("s3.credentials");

    S3Credentials made = S3Credentials.in(file);

    assertThat(S3Credentials.in(file)).isEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "[default]",
            "aws_access_key_id=" + made.accessKeyId(),
            "aws_secret_access_key=" + made.secretAccessKey());
  }

  @Test
  void differFromClusterToCluster() throws Exception {
    assertThat(S3Credentials.in(folder.resolve("a")).secretAccessKey())
        .isNotEqualTo(S3Credentials.in(folder.resolve("b")).secretAccessKey());
  }

  @Test
  void theSecretIsInNoTextAndNoCommand() throws Exception {
    ClusterFolder cluster = new ClusterFolder(folder.resolve("cluster"));
    cluster.create();
    Installation installation = TreeOfTests.in(folder.resolve("home"));

    Launch server =
        new S3Launch(installation, cluster, new ClusterPorts(1, 2, 3, 4, 5, 6)).server("s3");

    S3Credentials credentials = S3Credentials.in(cluster.s3Credentials());
    assertThat(credentials.toString()).doesNotContain(credentials.secretAccessKey());
    assertThat(String.join(" ", server.command())).doesNotContain(credentials.secretAccessKey());
    assertThat(server.environment()).isEqualTo(Map.of());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.s3Properties())))
        .isEqualTo("rw-------");
  }
}
