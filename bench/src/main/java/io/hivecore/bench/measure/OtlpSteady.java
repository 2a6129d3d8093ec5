package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import java.io.IOException;
import java.util.List;

/** 12,000 spans a second, evenly: whether the store keeps up. */
public final class OtlpSteady implements Measurement {
  private static final int PER_SECOND = 12_000;

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    List<FreshTraces> prepared = OtlpBurst.prepared(77);
    long nanos = setting.time(60).toNanos();
    long pause = 1_000_000_000L * OtlpBurst.SPANS / PER_SECOND;
    long worst = 0;
    long sent = 0;
    try (Connection connection = new Connection(setting.target());
        Lag lag = new Lag(setting)) {
      long start = System.nanoTime();
      long at = start;
      while (at - start < nanos) {
        byte[] body = prepared.get((int) (sent % prepared.size())).renewed(99, 3, sent);
        Answer answer = connection.post(OtlpBurst.TRACES, OtlpBurst.PROTOBUF, body);
        if (answer.status() != 200) {
          throw new IOException("the spans were answered " + answer.status());
        }
        sent++;
        // The first seconds are for warming up.
        if (lag.known() && sent % 20 == 0 && at - start > 5_000_000_000L) {
          worst = Math.max(worst, lag.records());
        }
        at = start + sent * pause;
        long left = at - System.nanoTime();
        if (left > 0) {
          Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
      }
      double rate = sent * OtlpBurst.SPANS / ((System.nanoTime() - start) / 1e9);
      return List.of(
          Figure.atLeast("OTLP protobuf, evenly: spans acknowledged", rate, "/s", 11_900),
          Figure.below("… lag of the store at most", worst / rate, "s", 1));
    }
  }
}
