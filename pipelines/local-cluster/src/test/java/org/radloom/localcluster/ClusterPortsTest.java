package org.radloom.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class ClusterPortsTest {

  @Test
  void portsAreFreeAndBelowThoseOfOutgoingConnections() throws Exception {
    ClusterPorts ports = ClusterPorts.free();

    assertThat(ports.areFree()).isTrue();
    assertThat(ports.metricsPorts()).hasSize(20).allMatch(port -> port > 1024 && port < 32_768);
  }

  @Test
  void aTakenPortIsSeen() throws Exception {
    ClusterPorts ports = ClusterPorts.free();

    try (ServerSocket taken =
        new ServerSocket(ports.kafka(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThat(ports.areFree()).isFalse();
    }
  }
}
