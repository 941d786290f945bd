package org.radloom.gpuops.cuda;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The kernels as a library of the CPU, translated by g++ once per process. */
final class EmulatedKernels {
  static final Path SOURCES = Path.of("src/main/cuda");

  private static final Path SHIM = Path.of("src/test/cuda/cuda_on_cpu.h");
  private static final Path DRIVER = Path.of("src/test/cuda/driver_on_cpu.h");
  private static final Pattern KERNEL =
      Pattern.compile("extern \"C\" __global__ void (?:__launch_bounds__\\([^)]*\\) )?(\\w+)\\(");

  private EmulatedKernels() {}

  private static final class Built {
    static final NativeLibrary LIBRARY = build();
  }

  static NativeLibrary library() {
    return Built.LIBRARY;
  }

  static boolean canBeBuilt() throws IOException, InterruptedException {
    try {
      run("g++", "--version");
      return true;
    } catch (IOException e) {
      return false; // not installed
    }
  }

  private static NativeLibrary build() {
    try {
      Path folder = Files.createTempDirectory("emulated-kernels");
      try {
        return NativeLibrary.getInstance(translate(program(), folder, "kernels").toString());
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes a library into a folder that JCuda takes for CUDA's driver. */
  static void writeDriver(Path folder) throws IOException, InterruptedException {
    String program = program() + "#include \"%s\"%n".formatted(DRIVER.toAbsolutePath());
    Files.move(translate(program, folder, "driver"), folder.resolve("libcuda.so.1"));
  }

  /** Returns a program of all sources, with a call for each kernel and one to find it by name. */
  private static String program() throws IOException, InterruptedException {
    StringBuilder program = new StringBuilder();
    StringBuilder find = new StringBuilder();
    program.append("#include \"%s\"%n".formatted(SHIM.toAbsolutePath()));
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path source : files.filter(f -> f.toString().endsWith(".cu")).sorted().toList()) {
        String namespace = source.getFileName().toString().replace(".cu", "");
        program.append("namespace %s {%n".formatted(namespace));
        program.append("#include \"%s\"%n}%n".formatted(source.toAbsolutePath()));
        for (String kernel : kernels(source)) {
          program.append("using %s::%s;%nEMULATE(%2$s)%n".formatted(namespace, kernel));
          find.append("  if (!std::strcmp(name, \"%s\")) return emulate_%1$s;%n".formatted(kernel));
        }
      }
    }
    return program
        .append("static void (*emulated_kernel(const char* name))(int, int, int, int, void**) {\n")
        .append(find)
        .append("  return nullptr;\n}\n")
        .toString();
  }

  private static List<String> kernels(Path source) throws IOException, InterruptedException {
    String text = run("g++", "-E", "-P", "-x", "c++", source.toAbsolutePath().toString());
    return KERNEL
        .matcher(text.replaceAll("\\s+", " "))
        .results()
        .map((MatchResult kernel) -> kernel.group(1))
        .toList();
  }

  private static Path translate(String program, Path folder, String name)
      throws IOException, InterruptedException {
    Path source = folder.resolve(name + ".cpp");
    Path library = folder.resolve("lib%s.so".formatted(name));
    Files.writeString(source, program);
    run(
        "g++",
        "-std=c++17",
        "-O2",
        "-fno-strict-aliasing",
        "-ffp-contract=off",
        "-shared",
        "-fPIC",
        "-pthread",
        "-o",
        library.toString(),
        source.toString());
    return library;
  }

  /** Returns what a command printed. */
  private static String run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("compiler", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(command[0] + " does not end");
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(Files.readString(output));
      }
      return Files.readString(output);
    } finally {
      Files.delete(output);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
