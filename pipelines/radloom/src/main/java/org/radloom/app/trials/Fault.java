package org.radloom.app.trials;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.radloom.localcluster.LocalCluster;

/** Something that goes wrong with a stream that is under load. */
enum Fault {
  /** Nothing: what the others are held against. */
  NONE("none") {
    @Override
    void strike(IngestTrial trial) {}
  },
  /** A worker process is killed and started again after a while. */
  TASK_MANAGER("TaskManager killed (kill -9)") {
    @Override
    void strike(IngestTrial trial) throws IOException, InterruptedException {
      trial.cluster().kill(LocalCluster.taskManager(1));
      trial.cluster().restart(LocalCluster.taskManager(1));
    }
  },
  /** A worker process is killed while another stands by. */
  TASK_MANAGER_WITH_SPARE("TaskManager killed (kill -9), a spare stands by") {
    @Override
    void strike(IngestTrial trial) throws IOException, InterruptedException {
      String spare = trial.cluster().addTaskManager();
      trial.cluster().kill(LocalCluster.taskManager(1));
      trial.afterwards(
          () -> {
            trial.cluster().restart(LocalCluster.taskManager(1));
            trial.cluster().kill(spare);
          });
    }
  },
  /** The coordinator is killed, which forgets the job; it is submitted again. */
  JOB_MANAGER("JobManager killed (kill -9), job resubmitted from its newest checkpoint") {
    @Override
    void strike(IngestTrial trial) throws IOException, InterruptedException {
      trial.cluster().kill(LocalCluster.JOB_MANAGER);
      trial.cluster().restart(LocalCluster.JOB_MANAGER);
      trial.start(trial.cluster().newestCheckpoint(trial.job()));
    }
  },
  /** The broker is killed and comes back. */
  BROKER("broker killed (kill -9), back after 10 s") {
    @Override
    void strike(IngestTrial trial) throws IOException, InterruptedException {
      trial.cluster().kill(LocalCluster.KAFKA);
      Thread.sleep(10_000);
      trial.cluster().restart(LocalCluster.KAFKA);
    }
  },
  /** The job is stopped as for an upgrade, and started from its savepoint. */
  SAVEPOINT("stop with savepoint, start again") {
    @Override
    void strike(IngestTrial trial) throws IOException, InterruptedException {
      trial.start(
          Optional.of(
              trial.cluster().flink().stopWithSavepoint(trial.job(), Duration.ofMinutes(2))));
    }
  },
  /** Everything that was sent so far is sent again. */
  WHOLE_TOPIC_AGAIN("whole topic delivered twice") {
    @Override
    void strike(IngestTrial trial) throws IOException, InterruptedException {
      trial.sendAllAgain();
    }
  },
  /** There is no room for checkpoints for a while. */
  FULL_DISK("disk of the checkpoints full for 15 s") {
    @Override
    void strike(IngestTrial trial) throws IOException, InterruptedException {
      trial.fillCheckpointDisk(Duration.ofSeconds(15));
    }
  },
  /** The object store that everything is kept in turns everybody away for a while. */
  OBJECT_STORE("S3 server answers 503 for 60 s") {
    @Override
    boolean needsObjectStore() {
      return true;
    }

    @Override
    void strike(IngestTrial trial) throws InterruptedException {
      trial.refuseObjects(Duration.ofSeconds(60));
    }
  },
  /** Devices' clocks jump a year ahead, then ten years back. */
  CLOCK("clocks of the devices jump a year ahead and ten years back") {
    @Override
    void strike(IngestTrial trial) throws IOException, InterruptedException {
      trial.send(Instant.now().plus(Duration.ofDays(365)));
      trial.send(Instant.now().minus(Duration.ofDays(3650)));
    }
  };

  private final String label;

  Fault(String label) {
    this.label = label;
  }

  /** Returns what happens, in words. */
  String label() {
    return label;
  }

  /** Returns whether the store has to be in an object store. */
  boolean needsObjectStore() {
    return false;
  }

  /** Lets it happen; returns when what was broken is mended as far as someone has to do it. */
  abstract void strike(IngestTrial trial) throws IOException, InterruptedException;
}
