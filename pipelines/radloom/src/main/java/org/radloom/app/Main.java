package org.radloom.app;

import java.util.List;
import org.radloom.app.trials.FaultTrials;
import org.radloom.app.trials.IngestBench;
import org.radloom.audit.AuditCommand;
import org.radloom.commandline.Command;
import org.radloom.commandline.Commands;
import org.radloom.encryption.DecryptCommand;
import org.radloom.localcluster.ClusterCommand;
import org.radloom.models.command.ModelsCommand;
import org.radloom.scoring.ScoreBench;
import org.radloom.scoring.ScoreCommand;
import org.radloom.speech.command.TranscribeCommand;
import org.radloom.trainingdata.bench.DeidBench;
import org.radloom.trainingdata.bench.ExportBench;
import org.radloom.trainingdata.erase.EraseCommand;
import org.radloom.trainingdata.export.ExportCommand;
import org.radloom.trainingdata.gate.VerifyCommand;
import org.radloom.trainingdata.ingest.IngestCommand;
import org.radloom.trainingdata.ingest.ReplayCommand;
import org.radloom.trainingdata.keys.KeysCommand;
import org.radloom.trainingdata.nightly.NightlyCommand;
import org.radloom.viewerserver.ViewCommand;
import org.radloom.volumemaps.MapsCommand;
import org.radloom.volumemaps.bench.MapsBench;

/** Every command of Radloom. */
public final class Main {
  static final List<Command> COMMANDS =
      List.of(
          new DemoCommand(),
          new ExportCommand(),
          new NightlyCommand(),
          new IngestCommand(),
          new ReplayCommand(),
          new MapsCommand(),
          new ScoreCommand(),
          new VerifyCommand(),
          new ModelsCommand(),
          new TranscribeCommand(),
          new ViewCommand(),
          new KeysCommand(),
          new AuditCommand(),
          new DecryptCommand(),
          new EraseCommand(),
          new ClusterCommand(),
          new BenchCommand(
              List.of(
                  new ExportBench(),
                  new DeidBench(),
                  new MapsBench(),
                  new ScoreBench(),
                  new ViewerBench(),
                  new IngestBench(),
                  new FaultTrials())));

  private Main() {}

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    boolean debug = "1".equals(System.getenv("RADLOOM_DEBUG"));
    System.exit(new Commands(COMMANDS, debug).run(args, System.out, System.err));
  }
}
