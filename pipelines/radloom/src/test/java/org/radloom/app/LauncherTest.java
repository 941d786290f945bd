package org.radloom.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher in a copy of the tree with nothing in it: the jar and every tool are stand-ins that
 * write down how they were called.
 */
@Timeout(120)
final class LauncherTest {
  private static final Path SCRIPT = Path.of("../../radloom").toAbsolutePath().normalize();

  private final Path home;
  private final Path tools;
  private final Path calls;

  /** What a call came to. */
  private record Outcome(int code, String out) {}

  LauncherTest(@TempDir Path folder) {
    home = folder.resolve("with a blank");
    tools = folder.resolve("tools");
    calls = folder.resolve("calls");
  }

  @BeforeEach
  void makeTree() throws IOException {
    Files.createDirectories(tools);
    Files.createDirectories(home.resolve("webviewer/src"));
    Files.copy(SCRIPT, Files.createDirectories(home).resolve("radloom"));
    Path module = Files.createDirectories(home.resolve("pipelines/radloom/target/lib"));
    Files.createFile(module.resolveSibling("radloom.jar"));
    Files.createFile(module.resolve("slf4j-simple.jar"));
    Files.createDirectories(home.resolve(".radloom"));
    for (String file : List.of("index.html", "package.json", "tsconfig.json", "vite.config.ts")) {
      Files.createFile(home.resolve("webviewer").resolve(file));
    }
    Files.createFile(home.resolve("webviewer/package-lock.json"));
    Files.createFile(home.resolve(".radloom/built"));
    // A JDK is java beside javac, and a release file that says 17.
    tool("java", "note java \"$@\"");
    tool("javac", "");
    Files.writeString(home.resolveSibling("release"), "JAVA_VERSION=\"17.0.1\"\n");
    tool("mvn", "[[ $1 == -version ]] && echo 'Apache Maven 3.9.9' && exit; note mvn \"${@: -1}\"");
    tool("node", "echo v20.19.0");
    tool(
        "npm",
        """
        note npm "${@:2}"
        case "$2 ${3:-}" in
          'ci '*) mkdir -p node_modules && touch node_modules/.package-lock.json ;;
          'run build') mkdir -p dist && touch dist/index.html ;;
        esac
        [[ " $* " != *" ${FAILING:-none} "* ]]""");
    tool("chromium", "");
    tool("apt-get", "exit 100");
  }

  private void tool(String name, String body) throws IOException {
    Path file = tools.resolve(name);
    Files.writeString(
        file,
        "#!/usr/bin/env bash\nnote() { printf '%%s\\n' \"$*\" >>'%s'; }\n%s\n"
            .formatted(calls, body));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Outcome run(String... args) throws Exception {
    return run(List.of(), args);
  }

  private Outcome run(List<String> settings, String... args) throws Exception {
    List<String> words = new ArrayList<>(List.of("env", "-u", "JAVA_HOME", "-u", "CHROMIUM"));
    words.add("PATH=%s:%s".formatted(tools, System.getenv("PATH")));
    words.add("JAVA_HOME=" + tools.resolveSibling(""));
    words.addAll(settings);
    words.add(home.resolve("radloom").toString());
    words.addAll(Arrays.asList(args));
    Files.createDirectories(tools.resolveSibling("bin"));
    for (String name : List.of("java", "javac")) {
      Files.copy(
          tools.resolve(name),
          tools.resolveSibling("bin").resolve(name),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out);
  }

  private List<String> npmCalls() throws IOException {
    return called().filter(line -> line.startsWith("npm ")).toList();
  }

  private Stream<String> called() throws IOException {
    return Files.exists(calls) ? Files.readAllLines(calls).stream() : Stream.of();
  }

  @Test
  void viewInstallsAndBuildsWhatIsMissingAndSaysWhereTheSiteIs() throws Exception {
    Outcome outcome = run("view", "out put", "--port=0");

    assertThat(outcome.code()).as(outcome.out()).isZero();
    assertThat(npmCalls())
        .containsExactly("npm ci --prefer-offline --no-audit --no-fund", "npm run build");
    assertThat(called().filter(line -> line.startsWith("java ")))
        .singleElement()
        .asString()
        .contains("-Dradloom.site=%s/webviewer/dist".formatted(home))
        .contains("-Dradloom.webviewer=%s/webviewer".formatted(home))
        .endsWith("org.radloom.app.Main view out put --port=0");
  }

  @Test
  void viewBuildsTheSiteOnceAndAgainAfterAChange() throws Exception {
    run("view", "x");
    run("view", "x");
    assertThat(npmCalls()).filteredOn("npm run build"::equals).hasSize(1);

    Path changed = Files.writeString(home.resolve("webviewer/src/main.ts"), "");
    Files.setLastModifiedTime(changed, FileTime.from(Instant.now().plusSeconds(5)));
    run("view", "x");
    assertThat(npmCalls()).filteredOn("npm run build"::equals).hasSize(2);
  }

  @Test
  void clusterUpFetchesItsJarsOnceAndAgainWhenTheyAreToBeOthers() throws Exception {
    String parts = "flink,pipelines/local-cluster/kafka,pipelines/local-cluster/s3";
    for (String part : List.of("flink", "kafka", "s3")) {
      Path module = Files.createDirectories(home.resolve("pipelines/local-cluster").resolve(part));
      Files.createDirectories(module.resolve("target/lib"));
      Path pom = Files.createFile(module.resolve("pom.xml"));
      // Older than the jar, which need not be built.
      Files.setLastModifiedTime(pom, FileTime.from(Instant.EPOCH));
    }
    run("cluster", "up", "--slots=2");
    run("cluster", "up");
    assertThat(called()).filteredOn(line -> line.startsWith("mvn ")).hasSize(1);
    assertThat(called()).contains("mvn pipelines/local-cluster/" + parts);
    assertThat(called().filter(line -> line.startsWith("java ")))
        .first()
        .asString()
        .contains("-Dradloom.home=" + home)
        .endsWith("org.radloom.app.Main cluster up --slots=2");

    Path changed = home.resolve("pipelines/local-cluster/kafka/pom.xml");
    Files.setLastModifiedTime(changed, FileTime.from(Instant.now().plusSeconds(5)));
    run("cluster", "up");
    assertThat(called()).filteredOn(("mvn pipelines/local-cluster/" + parts)::equals).hasSize(2);
  }

  @Test
  void verifyBuildsTheGateOnceAndRunsIt() throws Exception {
    Files.createDirectories(home.resolve("pipelines/dataset-checks/target/lib"));

    run("verify", "out/chest/1", "--record");
    Outcome outcome = run("verify", "out/chest/1");

    assertThat(outcome.code()).as(outcome.out()).isZero();
    assertThat(called()).filteredOn("mvn pipelines/dataset-checks"::equals).hasSize(1);
    assertThat(called().filter(line -> line.startsWith("java ")))
        .first()
        .asString()
        .contains("-Dradloom.home=" + home)
        .endsWith("org.radloom.app.Main verify out/chest/1 --record");
  }

  @Test
  void aGateThatCannotBeBuiltIsNoVerdict() throws Exception {
    tool("mvn", "[[ $1 == -version ]] && echo 'Apache Maven 3.9.9' && exit; exit 1");

    assertThat(run("verify", "out/chest/1").code()).isEqualTo(2);
    assertThat(called()).noneMatch(line -> line.startsWith("java "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"down", "status", "--help"})
  void clusterFetchesNoJarsToStopOrTell(String action) throws Exception {
    run("cluster", action);

    assertThat(called()).noneMatch(line -> line.startsWith("mvn "));
    assertThat(called()).anyMatch(line -> line.endsWith("Main cluster " + action));
  }

  @Test
  void modelsPutsTensorFlowBehindTheJarWhereThereIsASavedModel() throws Exception {
    Path models = Files.createDirectories(home.resolveSibling("models"));
    Files.createDirectories(models.resolve("a/1"));
    run("models", "check", models.toString());
    assertThat(called()).noneMatch(line -> line.startsWith("mvn "));
    assertThat(called()).noneMatch(line -> line.contains("model-scores-tensorflow"));

    Files.createDirectories(models.resolve("a/2/saved_model"));
    run("models", "check", models.toString());

    assertThat(called()).filteredOn(line -> line.startsWith("mvn ")).hasSize(1);
    assertThat(called().filter(line -> line.startsWith("java ")).skip(1))
        .singleElement()
        .asString()
        .contains("radloom.jar:")
        .contains("/pipelines/model-scores-tensorflow/target/lib/* org.radloom.app.Main")
        .endsWith("Main models check " + models);
  }

  @Test
  void putsTheUsersJarsBeforeItsOwn() throws Exception {
    run(List.of("RADLOOM_JARS=gpu.jar:more.jar"), "models", "list", "x");

    assertThat(called().filter(line -> line.startsWith("java ")))
        .singleElement()
        .asString()
        .contains("-cp gpu.jar:more.jar:%s/pipelines/radloom/target/radloom.jar".formatted(home));
  }

  @Test
  void viewDoesNotBuildTheJarForAChangeOfTheViewer() throws Exception {
    Path changed = Files.writeString(home.resolve("webviewer/src/main.ts"), "");
    Files.setLastModifiedTime(changed, FileTime.from(Instant.now().plusSeconds(5)));

    run("view", "x");

    assertThat(called().filter(line -> line.startsWith("mvn "))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "--catalog"})
  void viewNeedsNoSiteForText(String flag) throws Exception {
    assertThat(run("view", "x", flag).code()).isZero();

    assertThat(npmCalls()).isEmpty();
  }

  @Test
  void viewShowsWhyTheSiteDidNotBuild() throws Exception {
    Outcome outcome = run(List.of("FAILING=build"), "view", "x");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("the viewer's build failed", "viewer-build.log");
    assertThat(called().filter(line -> line.startsWith("java "))).isEmpty();
  }

  @Test
  void saysWhatToInstallWhereNodeIsTooOldAndNothingCanBeInstalled() throws Exception {
    tool("node", "echo v18.20.4");

    Outcome outcome = run("view", "x");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).containsAnyOf("Node.js 20.19", "could not install nodejs npm");
  }

  @Test
  void benchPreparesTheBrowserForTheViewerAlone() throws Exception {
    run("bench", "maps");
    assertThat(npmCalls()).isEmpty();

    run("bench", "viewer", "--quick");
    assertThat(npmCalls()).contains("npm run build");
    assertThat(called().reduce((first, second) -> second).orElse(""))
        .endsWith("org.radloom.app.Main bench viewer --quick");
  }

  /** A Maven that leaves a jar and a report, as the real one does. */
  private void mavenThat(String end) throws IOException {
    tool(
        "mvn",
        """
        [[ $1 == -version ]] && echo 'Apache Maven 3.9.9' && exit
        note mvn "$@"
        cd '%s/pipelines/radloom/target'
        mkdir -p surefire-reports
        echo '<testsuite name="a" tests="5" errors="0" skipped="1" failures="1">' >surefire-reports/TEST-a.xml
        touch radloom.jar
        %s"""
            .formatted(home, end));
    tool(
        "npm",
        """
        note npm "${@:2}" "${RADLOOM_JAR:+jar}${CHROMIUM:+ chromium}"
        case "$2 ${3:-}" in
          'ci '*) mkdir -p node_modules && touch node_modules/.package-lock.json ;;
          'run build') mkdir -p dist && touch dist/index.html ;;
          'test '* | 'run test:browser')
            report=${*: -1}
            mkdir -p target/test-reports
            printf '<testsuites tests="7">\\n    <testsuite name="b" tests="7" failures="0" errors="0" skipped="2">\\n' \\
              >"${report#*=}" ;;
        esac
        [[ " $* " != *" ${FAILING:-none} "* ]]""");
    for (String there : List.of("dump2dcm", "g++")) {
      tool(there, "");
    }
  }

  @Test
  void testRunsEverythingAndCountsBoth() throws Exception {
    mavenThat("exit 0");

    Outcome outcome = run("test");

    assertThat(outcome.code()).as(outcome.out()).isZero();
    assertThat(npmCalls())
        .containsSubsequence(
            "npm ci --prefer-offline --no-audit --no-fund  chromium",
            "npm run check  chromium",
            "npm test -- --outputFile.junit=target/test-reports/TEST-unit.xml  chromium",
            "npm run build  chromium",
            "npm run test:browser -- --outputFile.junit=target/test-reports/TEST-browser.xml"
                + " jar chromium");
    // Java 5 with 1 failed and 1 skipped; unit and browser 7 each with 2 skipped: 19, less 1 and 5.
    assertThat(outcome.out()).endsWith("13 passed, 1 failed, 5 skipped\n");
  }

  @Test
  void testFastLeavesOutTheBrowser() throws Exception {
    mavenThat("exit 0");

    Outcome outcome = run("test", "--fast");

    assertThat(outcome.code()).as(outcome.out()).isZero();
    assertThat(npmCalls()).noneMatch(call -> call.contains("browser"));
    assertThat(outcome.out()).endsWith("8 passed, 1 failed, 3 skipped\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "test", "test:browser"})
  void testFailsIfAnyPartFailsAndRunsTheOthers(String part) throws Exception {
    mavenThat("exit 0");

    Outcome outcome = run(List.of("FAILING=" + part), "test");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(npmCalls()).anyMatch(call -> call.contains("test:browser"));
  }

  @Test
  void testRunsTheViewersTestsAfterJavaFailedToo() throws Exception {
    mavenThat("rm radloom.jar; exit 1");

    Outcome outcome = run("test");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(npmCalls()).anyMatch(call -> call.startsWith("npm test"));
    assertThat(outcome.out()).contains("browser tests need the jar");
    assertThat(home.resolve(".radloom/built")).doesNotExist();
  }

  @Test
  void helpNamesEveryCommand() throws Exception {
    String help = run("help").out();

    assertThat(Main.COMMANDS)
        .allSatisfy(command -> assertThat(help).contains("  " + command.name()));
    assertThat(run("nonsense").code()).isEqualTo(2);
  }
}
