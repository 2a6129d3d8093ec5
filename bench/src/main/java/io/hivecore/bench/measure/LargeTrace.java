package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.http.Connection;
import io.hivecore.bench.load.Spans;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A trace of 50,000 spans: its first page and its graph. */
public final class LargeTrace implements Measurement {
  private static final int SPANS = 50_000;
  private static final int AT_ONCE = 500;
  private static final String BASE = "/api/v1/traces/";

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    long id = System.nanoTime();
    try (Connection connection = new Connection(setting.target())) {
      Spans spans = new Spans(5);
      Instant at = Instant.now().minusSeconds(100);
      for (int from = 0; from < SPANS; from += AT_ONCE) {
        byte[] body = spans.part(id, from, from + AT_ONCE, at).toByteArray();
        connection.post(OtlpBurst.TRACES, OtlpBurst.PROTOBUF, body).requireOk();
      }
      String trace = HexFormat.of().toHexDigits(id) + "0000000000000001/";
      while (!connection.get(BASE + trace).text().contains("\"spans\":" + SPANS + ",")) {
        Thread.sleep(50);
      }
      List<Figure> figures = new ArrayList<>();
      figures.add(
          Figure.below(
              "first page of a trace of 50,000 spans, first time",
              millis(connection, BASE + trace + "spans/"),
              "ms",
              300));
      figures.add(
          Figure.plain("… again", millis(connection, BASE + trace + "spans/?offset=200"), "ms"));
      figures.add(
          Figure.below("… its graph", millis(connection, BASE + trace + "graph/"), "ms", 1_000));
      return figures;
    }
  }

  private static double millis(Connection connection, String path) throws IOException {
    long start = System.nanoTime();
    connection.get(path).requireOk();
    return (System.nanoTime() - start) / 1e6;
  }
}
