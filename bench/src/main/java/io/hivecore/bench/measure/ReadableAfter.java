package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long after its acknowledgement a record counts in the summary, beside a sender of 10,000
 * records a second: one record of a project of its own is sent, and the summary asked for until it
 * has it.
 */
public final class ReadableAfter implements Measurement {
  private static final String ROOT = "/api/v1/observability/";
  private static final long PAUSE_MILLIS = 50;

  /** Between two looks, so that the looking is no load of its own. */
  private static final long LOOK_MILLIS = 2;

  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    Histogram micros = new Histogram(3);
    String run = "probe-" + System.nanoTime() + "-";
    try (SteadySender _ = new SteadySender(setting, 4);
        Connection connection = new Connection(setting.target())) {
      long end = System.nanoTime() + setting.time(60).toNanos();
      for (int i = 0; System.nanoTime() < end; i++) {
        micros.recordValue(probe(connection, run + i) / 1_000);
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    return List.of(
        Figure.below(
            "acknowledged → in the summary, at 10,000/s, p99",
            micros.getValueAtPercentile(99) / 1000.0,
            "ms",
            250));
  }

  private static long probe(Connection connection, String project)
      throws IOException, InterruptedException {
    String body =
        """
        {"timestamp":"%s","agentscope_project_id":"%s","agentscope_agent_id":"bench",
        "agent_name":"bench","model_name":"gpt-4o-mini","input_tokens":1,"output_tokens":1}
        """
            .formatted(Instant.now(), project);
    Answer sent =
        connection.post(
            ROOT + "ingest/usage/", "application/json", body.getBytes(StandardCharsets.UTF_8));
    if (sent.status() != 201) {
      throw new IOException("the record was answered " + sent.status() + " " + sent.text());
    }
    long acknowledged = System.nanoTime();
    String summary =
        ROOT
            + "usage/summary/?project="
            + project
            + "&from="
            + Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS);
    while (true) {
      Answer answer = connection.get(summary);
      if (answer.status() != 200) {
        throw new IOException(summary + " was answered " + answer.status() + " " + answer.text());
      }
      if (answer.text().contains("\"total_calls\":1,")) {
        return System.nanoTime() - acknowledged;
      }
      if (System.nanoTime() - acknowledged > PATIENCE_NANOS) {
        throw new IOException("an acknowledged record is not in the summary after a minute");
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
