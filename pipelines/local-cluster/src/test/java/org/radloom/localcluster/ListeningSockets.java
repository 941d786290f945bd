package org.radloom.localcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The TCP sockets on which a process listens, as Linux tells in /proc (proc(5)). */
final class ListeningSockets {
  private static final String LISTEN = "0A";
  private static final Set<String> LOOPBACK =
      Set.of(
          // 127.0.0.1, the same within IPv6, and ::1; each 32 bits in the order of the machine.
          "0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

  private ListeningSockets() {}

  /** Returns the addresses, in /proc's hexadecimal form with the port. */
  static List<String> of(long pid) throws IOException {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path file : files.toList()) {
        if (Files.isSymbolicLink(file)) {
          sockets.add(Files.readSymbolicLink(file).toString());
        }
      }
    }
    List<String> addresses = new ArrayList<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields[3].equals(LISTEN) && sockets.contains("socket:[%s]".formatted(fields[9]))) {
          addresses.add(fields[1]);
        }
      }
    }
    return addresses;
  }

  static boolean isLoopback(String address) {
    return LOOPBACK.contains(address.substring(0, address.indexOf(':')));
  }
}
