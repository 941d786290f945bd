package org.radloom.localcluster;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.FolderTree;
import org.radloom.commandline.UsageException;

/** {@code cluster up|down|status}: a local cluster, by hand. */
public final class ClusterCommand implements Command {
  private static final Set<String> ACTIONS = Set.of("up", "down", "status");

  private static final String HELP =
      """
      usage: ./radloom cluster up [--dir=DIR] [--taskManagers=N] [--slots=N]
             ./radloom cluster status [--dir=DIR]
             ./radloom cluster down [--dir=DIR] [--delete]

      Runs a real Flink cluster, a Kafka broker and an S3 server on this machine, each in processes
      of its own, to try streams on before they go to a cluster of yours.

        up      starts them, or what is missing of them; says where each is and how to submit a job
        status  says what runs: ends with 0 if all does, with 1 if not
        down    stops them; topics, objects and checkpoints stay for the next up

      All of them serve 127.0.0.1 alone, on ports that are free, and know no passwords but S3's:
      whoever can log in to this machine can use them. About 3 GiB of memory with two TaskManagers.

        --dir=DIR
              where everything they write goes: data, logs, cluster.json
              default: .radloom/cluster beside the launcher
        --taskManagers=2
              Flink's worker processes, 1 to 16
              default: 2
        --slots=1
              tasks that a TaskManager runs at a time, 1 to 16; the sum of all slots is the highest
              parallelism of all jobs together
              default: 1
        --delete
              with down: deletes the folder too, and all data in it
      """;

  private record Call(String action, Path folder, int taskManagers, int slots, boolean delete) {}

  /** Makes the command. */
  public ClusterCommand() {}

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public String summary() {
    return "Flink, Kafka and S3 on this machine: up, status, down";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(HELP);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
    Call call = call(args);
    return switch (call.action()) {
      case "up" -> up(call, out);
      case "down" -> down(call, out);
      default -> status(call, out);
    };
  }

  private static Call call(List<String> args) throws UsageException, IOException {
    if (args.isEmpty() || !ACTIONS.contains(args.get(0))) {
      throw new UsageException(
          "expected up, status or down, but got: " + (args.isEmpty() ? "nothing" : args.get(0)));
    }
    String action = args.get(0);
    Optional<Path> folder = Optional.empty();
    int taskManagers = 2;
    int slots = 1;
    boolean delete = false;
    for (String arg : args.subList(1, args.size())) {
      String value = arg.substring(arg.indexOf('=') + 1);
      if (arg.startsWith("--dir=") && !value.isEmpty()) {
        folder = Optional.of(path(value));
      } else if (arg.startsWith("--taskManagers=") && action.equals("up")) {
        taskManagers = count("taskManagers", value);
      } else if (arg.startsWith("--slots=") && action.equals("up")) {
        slots = count("slots", value);
      } else if (arg.equals("--delete") && action.equals("down")) {
        delete = true;
      } else {
        throw new UsageException("cluster %s has no flag '%s'".formatted(action, arg));
      }
    }
    Path place =
        folder.isPresent()
            ? folder.get()
            : Installation.find().home().resolve(".radloom").resolve("cluster");
    return new Call(action, place.toAbsolutePath().normalize(), taskManagers, slots, delete);
  }

  private static Path path(String value) throws UsageException {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new UsageException("--dir must be a folder, but was: " + value);
    }
  }

  private static int count(String flag, String value) throws UsageException {
    try {
      int count = Integer.parseInt(value);
      if (count >= 1 && count <= ClusterSettings.MAX) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Said below, with the range.
    }
    throw new UsageException(
        "--%s must be from 1 to %d, but was: %s".formatted(flag, ClusterSettings.MAX, value));
  }

  private static int up(Call call, PrintStream out)
      throws IOException, InterruptedException, UsageException {
    refuseOtherFolders(call.folder());
    boolean wholeBefore =
        LocalCluster.in(call.folder())
            .filter(cluster -> cluster.members().stream().allMatch(LocalCluster.Member::up))
            .isPresent();
    long started = System.nanoTime();
    LocalCluster cluster =
        LocalCluster.start(
            ClusterSettings.in(call.folder())
                .withTaskManagers(call.taskManagers())
                .withSlotsEach(call.slots()));
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    if (wholeBefore) {
      out.println("The cluster was up already.");
    } else {
      out.printf(Locale.ROOT, "The cluster is up after %.1f s.%n", took.toMillis() / 1e3);
    }
    ClusterSigns signs = new ClusterSigns(cluster);
    out.print(signs.places());
    out.print(signs.commands());
    return ExitCode.DONE;
  }

  private static int status(Call call, PrintStream out) throws IOException, InterruptedException {
    Optional<LocalCluster> found = LocalCluster.in(call.folder());
    if (found.isEmpty()) {
      out.printf("There is no cluster in %s. Start one: ./radloom cluster up%n", call.folder());
      return ExitCode.FAILED;
    }
    LocalCluster cluster = found.get();
    boolean whole = true;
    for (LocalCluster.Member member : cluster.members()) {
      whole &= member.up();
      out.printf(
          Locale.ROOT,
          "%-14s %-4s  process %-8d %s%n",
          member.name(),
          member.up() ? "up" : "DOWN",
          member.pid(),
          member.log());
    }
    out.print(new ClusterSigns(cluster).places());
    if (cluster.isUp(LocalCluster.JOB_MANAGER)) {
      FlinkRest.Overview overview = cluster.flink().overview();
      out.printf(Locale.ROOT, "slots     %d, free %d%n", overview.slots(), overview.freeSlots());
      for (FlinkJob job : cluster.flink().jobs()) {
        out.printf("%s (%s)%n", job, job.name());
      }
    }
    if (!whole) {
      out.printf("Some processes are down; ./radloom cluster up starts them again.%n");
    }
    return whole ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static int down(Call call, PrintStream out) throws IOException, UsageException {
    refuseOtherFolders(call.folder());
    Optional<LocalCluster> cluster = LocalCluster.in(call.folder());
    if (cluster.isPresent()) {
      cluster.get().stop();
      out.printf("The cluster is down.%n");
    } else {
      out.printf("There was no cluster up in %s.%n", call.folder());
    }
    if (call.delete()) {
      FolderTree.delete(call.folder());
      out.printf("Deleted %s%n", call.folder());
    } else if (Files.isDirectory(call.folder())) {
      out.printf("Its data is in %s; down --delete deletes it.%n", call.folder());
    }
    return ExitCode.DONE;
  }

  /** A mistyped folder must neither be filled nor deleted. */
  private static void refuseOtherFolders(Path folder) throws IOException, UsageException {
    if (!Files.exists(folder)) {
      return;
    }
    boolean ours = Files.exists(new ClusterFolder(folder).state());
    if (!ours && (!Files.isDirectory(folder) || holdsSomething(folder))) {
      throw new UsageException("there is something in %s, and no cluster".formatted(folder));
    }
  }

  private static boolean holdsSomething(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isPresent();
    }
  }
}
