package org.radloom.models.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ChannelWeightsTest {

  @Test
  void scalesEachChannelByItsGreatestWeight() {
    float[] weights = {127, -63.5f, 0, 0.254f, 0.1268f, -0.002f};

    ChannelWeights channels = ChannelWeights.of(weights, new int[] {2, 3}, 0);

    // 127 / 127 and 0.254 / 127
    assertThat(channels.scales()).containsExactly(new float[] {1, 0.002f}, within(1e-7f));
    // 63.5 is a half, so to even, -64; the sum 63.5 rounds to 64, so one weight goes up by 1.
    // 0.1268 / 0.002 is 63.4.
    assertThat(channels.quantized()).containsExactly(127, -63, 0, 127, 63, -1);
  }

  @Test
  void findsTheChannelsOfTheLastAxis() {
    float[] weights = {127, 1, 254, 0.5f, -127, 0};

    ChannelWeights channels = ChannelWeights.of(weights, new int[] {3, 2}, 1);

    assertThat(channels.scales()).containsExactly(2, 1 / 127f);
    // 127 / 2, 254 / 2 and -127 / 2: halves go to even, 64 and -64; the sum stays 127.
    assertThat(channels.quantized()).containsExactly(64, 127, 127, 64, -64, 0);
  }

  @Test
  void leavesAChannelOfZeros() {
    ChannelWeights channels = ChannelWeights.of(new float[4], new int[] {1, 4}, 0);

    assertThat(channels.quantized()).containsOnly(0);
    assertThat(channels.scales()).containsExactly(1);
  }

  @Property(tries = 200)
  void keepsEachWeightWithinAScaleAndTheSumWithinHalfOfOne(
      @ForAll @Size(min = 1, max = 200) float @FloatRange(min = -3, max = 5) [] weights) {
    ChannelWeights channels = ChannelWeights.of(weights, new int[] {1, weights.length}, 0);

    double scale = channels.scales()[0];
    double sum = 0;
    double back = 0;
    boolean clipped = false;
    for (int i = 0; i < weights.length; i++) {
      assertThat(scale * channels.quantized()[i]).isCloseTo(weights[i], within(scale * 1.0001));
      sum += weights[i];
      back += scale * channels.quantized()[i];
      clipped |= Math.abs(channels.quantized()[i]) == 127;
    }
    assertThat(clipped || scale == 1).isTrue();
    assertThat(back).isCloseTo(sum, within(scale * 0.51));
  }
}
