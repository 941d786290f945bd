package org.radloom.localcluster;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that counts for ever, with state: what tests submit. */
public final class CountingJob {
  private static final int KEYS = 8;

  private CountingJob() {}

  /**
   * Lets a few hundred numbers a second pass, at the source: barriers wait behind no full buffer.
   */
  static final class Slowly implements MapFunction<Long, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long map(Long number) throws InterruptedException {
      Thread.sleep(5);
      return number;
    }
  }

  /** Counts per key. */
  static final class Count extends RichMapFunction<Long, Long> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Long> counted;

    @Override
    public void open(Configuration configuration) {
      counted = getRuntimeContext().getState(new ValueStateDescriptor<>("counted", Types.LONG));
    }

    @Override
    public Long map(Long number) throws Exception {
      Long before = counted.value();
      long now = before == null ? 1 : before + 1;
      counted.update(now);
      return now;
    }
  }

  /** Starts it. */
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
    flink.setParallelism(Integer.parseInt(args[0]));
    flink.enableCheckpointing(1000);
    flink
        .fromSource(
            new NumberSequenceSource(1, Long.MAX_VALUE),
            WatermarkStrategy.noWatermarks(),
            "Numbers")
        .map(new Slowly())
        .keyBy(number -> (int) (number % KEYS), Types.INT)
        .map(new Count())
        .uid("count")
        .sinkTo(new DiscardingSink<>());
    flink.execute("counting");
  }
}
