package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import java.io.IOException;
import java.util.List;

/**
 * 12,000 spans a second, evenly: whether the store keeps up. The lag of the first ten seconds, when
 * a server that was just started is still being compiled, is told by itself.
 */
public final class OtlpSteady implements Measurement {
  private static final int PER_SECOND = 12_000;
  private static final long FIRST_NANOS = 10_000_000_000L;

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    long nanos = setting.time(60).toNanos();
    long start = System.nanoTime();
    long first = 0;
    long then = 0;
    double rate;
    try (SteadySpans spans = new SteadySpans(setting, PER_SECOND, 3);
        Lag lag = new Lag(setting)) {
      for (long passed = 0; passed < nanos; passed = System.nanoTime() - start) {
        Thread.sleep(200);
        if (lag.known() && passed < FIRST_NANOS) {
          first = Math.max(first, lag.records());
        } else if (lag.known()) {
          then = Math.max(then, lag.records());
        }
      }
      rate = spans.acknowledged() / ((System.nanoTime() - start) / 1e9);
    }
    return List.of(
        Figure.atLeast("OTLP protobuf, evenly: spans acknowledged", rate, "/s", 11_800),
        Figure.plain("… lag of the store at most, first 10 s", first / rate, "s"),
        Figure.below("… and then", then / rate, "s", 1));
  }
}
