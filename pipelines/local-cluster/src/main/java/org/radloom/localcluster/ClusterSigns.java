package org.radloom.localcluster;

/** What a person is told of a cluster that is up: never a secret, only where one lies. */
final class ClusterSigns {
  private final LocalCluster cluster;

  ClusterSigns(LocalCluster cluster) {
    this.cluster = cluster;
  }

  /** Returns where each server is. */
  String places() {
    return """

        Flink     %s   (web pages, and where jobs go)
        Kafka     %s
        S3        %s   bucket %s, path style
                  credentials in %s
        metrics   http://127.0.0.1:%d/metrics and the ports after it, one a Flink process
        folder    %s   (logs, topics, objects, checkpoints)
        """
        .formatted(
            cluster.flink().address(),
            cluster.kafkaServers(),
            cluster.s3Endpoint(),
            cluster.s3Bucket(),
            cluster.s3CredentialsFile(),
            cluster.metricsPorts().get(0),
            cluster.folder());
  }

  /** Returns the commands that come next, to be pasted. */
  String commands() {
    String job =
        "--source=kafka:%s/radiology --output=OUT --keyFile=hospital.keys"
            .formatted(cluster.kafkaServers());
    return """

        Submit a stream (make the topic 'radiology' first):
          ./radloom ingest --flinkMaster=%1$s --parallelism=2 %2$s
        The same with the client of a Flink 1.19 distribution:
          flink run -m %1$s -d -p 2 -c org.radloom.app.ClusterMain %3$s \\
            ingest --parallelism=2 %2$s
        For S3, before either:
          export AWS_SHARED_CREDENTIALS_FILE=%4$s AWS_REGION=us-east-1
        Then: ./radloom cluster status, and at the end ./radloom cluster down
        """
        .formatted(cluster.flinkMaster(), job, cluster.jobJar(), cluster.s3CredentialsFile());
  }
}
