package org.radloom.gpuops.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class PtxTest {
  private static final Path SOURCES = Path.of("src/main/cuda");
  private static final Path SCRIPT = SOURCES.resolve("build-ptx");
  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include \"(\\w+\\.cuh)\"$");

  @Test
  void everyModuleHasASourceAndEverySourceIsAModule() throws IOException {
    assertThat(modules()).containsExactlyInAnyOrderElementsOf(Cuda.MODULES);
  }

  @Test
  void isOfTheSourceThatLiesHere() throws Exception {
    for (String module : modules()) {
      assertThat(Ptx.of(module))
          .as("%s.ptx; run %s where nvcc is", module, SCRIPT)
          .startsWith("// %s.cu sha256 %s, nvcc ".formatted(module, sha256(module)));
    }
  }

  @Test
  void asksForNoDriverYoungerThanCuda11() throws IOException {
    for (String module : modules()) {
      assertThat(Ptx.of(module).lines()).contains(".version 7.0", ".target sm_75");
    }
  }

  @Test
  void namesAModuleThatIsMissing() {
    assertThatThrownBy(() -> Ptx.of("nothing"))
        .isInstanceOf(DeviceException.class)
        .hasMessage("there is no nothing.ptx in the program");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theScriptFindsNoneStale() throws Exception {
    assertThat(run(SCRIPT.toString(), "--check")).isEmpty();
  }

  @Test
  @Tag("slow")
  @EnabledIf("hasNvcc")
  void isWhatTheSameCompilerMakesAgain(@TempDir Path folder) throws Exception {
    run(SCRIPT.toString(), "--to=" + folder);
    for (String module : modules()) {
      String again = Files.readString(folder.resolve(module + ".ptx"));
      assumeThat(again.lines().findFirst()).isEqualTo(Ptx.of(module).lines().findFirst());
      assertThat(again).isEqualTo(Ptx.of(module));
    }
  }

  static boolean hasNvcc() throws Exception {
    try {
      return !run("nvcc", "--version").isEmpty();
    } catch (IOException e) {
      return false; // not installed
    }
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private static List<String> modules() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".cu"))
          .map(name -> name.substring(0, name.length() - ".cu".length()))
          .toList();
    }
  }

  /** Of the source and what it includes behind it. */
  private static String sha256(String module) throws IOException, NoSuchAlgorithmException {
    String source = Files.readString(SOURCES.resolve(module + ".cu"));
    StringBuilder all = new StringBuilder(source);
    for (MatchResult include : INCLUDE.matcher(source).results().toList()) {
      all.append(Files.readString(SOURCES.resolve(include.group(1))));
    }
    byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
