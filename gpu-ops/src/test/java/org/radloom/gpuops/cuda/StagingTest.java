package org.radloom.gpuops.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StagingTest {
  private final EmulatedDevice device = new EmulatedDevice();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 64, 1001})
  void carriesArraysOfAnyLengthInPieces(int count) {
    short[] values = new short[count + 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (100 + i);
    }
    try (Staging staging = new Staging(device, 16);
        DeviceBuffer buffer = device.allocate(2L * count + 2)) {
      staging.send(values, 3, count, buffer, 2);
      for (int i = 0; i < count; i++) {
        assertThat(staging.receive(buffer, 2 + 2L * i, 2).getShort()).isEqualTo(values[3 + i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 32, 48, 1024})
  void carriesRowsWithoutTheGapsBetweenThem(int stagingBytes) {
    float[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
    try (Staging staging = new Staging(device, stagingBytes);
        DeviceBuffer buffer = device.allocate(36)) {
      staging.sendRows(values, 1, 3, 5, 3, buffer);
      for (int row = 0; row < 3; row++) {
        ByteBuffer received = staging.receive(buffer, 12L * row, 12);
        assertThat(new float[] {received.getFloat(), received.getFloat(), received.getFloat()})
            .containsExactly(1 + 5 * row, 2 + 5 * row, 3 + 5 * row);
      }
    }
  }

  @Test
  void sendsDifferentKindsOneAfterTheOther() {
    try (Staging staging = new Staging(device, 64);
        DeviceBuffer buffer = device.allocate(32)) {
      staging.send(new byte[] {1, 2, 3}, 0, 3, buffer, 0);
      staging.send(new double[] {0.5}, 0, 1, buffer, 8);
      staging.send(new int[] {7}, 0, 1, buffer, 16);
      staging.send(new float[] {0.25f}, 0, 1, buffer, 20);
      ByteBuffer received = staging.receive(buffer, 0, 24);

      assertThat(received.get(2)).isEqualTo((byte) 3);
      assertThat(received.getDouble(8)).isEqualTo(0.5);
      assertThat(received.getInt(16)).isEqualTo(7);
      assertThat(received.getFloat(20)).isEqualTo(0.25f);
    }
  }

  @Test
  void refusesRowsAndAnswersThatDoNotFit() {
    try (Staging staging = new Staging(device, 16);
        DeviceBuffer buffer = device.allocate(64)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> staging.sendRows(new short[18], 0, 9, 9, 2, buffer))
          .withMessage("rows may have at most 16 bytes, but have: 18");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> staging.receive(buffer, 0, 17))
          .withMessage("at most 16 bytes may be asked for, but were: 17");
    }
  }

  @Test
  void leavesNothingOpenWhereNoMemoryCanBePinned() {
    assertThatThrownBy(() -> new Staging(device, 1 << 30)).isInstanceOf(DeviceException.class);
    assertThat(device.openStreams()).isZero();
  }
}
