package org.radloom.localcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where a cluster keeps what, below one folder that only its owner enters. */
record ClusterFolder(Path root) {

  /** Makes the folders that are not there. */
  void create() throws IOException {
    if (!Files.isDirectory(root)) {
      Path parent = root.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      // The topics, objects and checkpoints in it are patients' data.
      Files.createDirectory(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    for (Path folder :
        new Path[] {logs(), checkpoints(), savepoints(), temporary(), kafkaData(), s3Data()}) {
      Files.createDirectories(folder);
    }
  }

  /** What runs, with which ports. */
  Path state() {
    return root.resolve("cluster.json");
  }

  /** Held by whoever changes the state. */
  Path lock() {
    return root.resolve(".lock");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path log(String process) {
    return logs().resolve(process + ".log");
  }

  /** What a process prints past its log. */
  Path printed(String process) {
    return logs().resolve(process + ".out");
  }

  Path checkpoints() {
    return root.resolve("checkpoints");
  }

  Path savepoints() {
    return root.resolve("savepoints");
  }

  /** What is of no use when the processes are gone. */
  Path temporary() {
    return root.resolve("tmp");
  }

  Path kafkaData() {
    return root.resolve("kafka");
  }

  Path kafkaProperties() {
    return root.resolve("kafka.properties");
  }

  Path s3Data() {
    return root.resolve("s3");
  }

  Path s3Properties() {
    return root.resolve("s3.properties");
  }

  Path s3Credentials() {
    return root.resolve("s3.credentials");
  }
}
