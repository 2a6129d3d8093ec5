package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * From the end of a span until its trace is answered to a query, and until a reader of the stream
 * has it, beside 5,000 spans a second.
 */
public final class SpanLatency implements Measurement {
  private static final int BESIDE = 5_000;
  private static final long PAUSE_MILLIS = 50;
  private static final long LOOK_MILLIS = 2;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    Histogram visible = new Histogram(3);
    Histogram streamed = new ConcurrentHistogram(60_000_000L, 3);
    Map<String, Long> ends = new ConcurrentHashMap<>();
    String run = "spans-" + System.nanoTime();
    long count = 0;
    try (SteadySpans _ = new SteadySpans(setting, BESIDE, 2);
        Events _ =
            new Events(
                setting,
                "?kind=span_ended&project=" + run,
                data -> {
                  Long end = ends.get(traceOf(data));
                  if (end != null) {
                    streamed.recordValue((System.nanoTime() - end) / 1_000);
                  }
                });
        Connection connection = new Connection(setting.target())) {
      long until = System.nanoTime() + setting.time(30).toNanos();
      for (; System.nanoTime() < until; count++) {
        String trace = "%016x%016x".formatted(System.nanoTime(), count + 1);
        visible.recordValue(probe(connection, run, trace, ends) / 1_000);
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    return List.of(
        Figure.below(
            "end of a span → its trace is answered, p99",
            visible.getValueAtPercentile(99) / 1000.0,
            "ms",
            500),
        Figure.below(
            "end of a span → on the stream, p99",
            streamed.getValueAtPercentile(99) / 1000.0,
            "ms",
            100),
        Figure.atLeast(
            "… share received", (double) streamed.getTotalCount() / Math.max(1, count), "", 0.99));
  }

  private static String traceOf(String data) {
    String mark = "\"trace_id\":\"";
    int start = data.indexOf(mark) + mark.length();
    return data.substring(start, Math.min(data.length(), start + 32));
  }

  private static long probe(
      Connection connection, String project, String trace, Map<String, Long> ends)
      throws IOException, InterruptedException {
    long epochNanos = System.currentTimeMillis() * 1_000_000;
    String body =
        """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"00000000000000a1","name":"probe",
        "startTimeUnixNano":"%d","endTimeUnixNano":"%d","attributes":[{"key":"hivecore.project.id","value":{"stringValue":"%s"}}]}]}]}]}
        """
            .formatted(trace, epochNanos - 1_000_000, epochNanos, project);
    long ended = System.nanoTime();
    ends.put(trace, ended);
    Answer sent =
        connection.post(
            OtlpBurst.TRACES, "application/json", body.getBytes(StandardCharsets.UTF_8));
    if (sent.status() != 200) {
      throw new IOException("the span was answered " + sent.status() + " " + sent.text());
    }
    while (connection.get("/api/v1/traces/" + trace + "/").status() != 200) {
      if (System.nanoTime() - ended > PATIENCE_NANOS) {
        throw new IOException("an acknowledged span is not visible after half a minute");
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return System.nanoTime() - ended;
  }
}
