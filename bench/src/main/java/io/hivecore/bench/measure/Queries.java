package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How long summary, trend and a list take over what is in the store now. */
public final class Queries implements Measurement {
  private static final String ROOT = "/api/v1/observability/";
  private static final int WARM_UP = 20;

  private final String circumstances;
  private final double limitMillis;
  private final int times;

  /**
   * @param circumstances named in the figures
   * @param limitMillis the target for p99 of summary and of trend
   */
  public Queries(String circumstances, double limitMillis, int times) {
    this.circumstances = circumstances;
    this.limitMillis = limitMillis;
    this.times = times;
  }

  @Override
  public List<Figure> run(Setting setting) throws IOException {
    List<Figure> figures = new ArrayList<>();
    try (Connection connection = new Connection(setting.target())) {
      figures.add(query(connection, "summary", ROOT + "usage/summary/?days=30"));
      figures.add(query(connection, "trend by day", ROOT + "usage/trend/?interval=day"));
      figures.add(
          query(
              connection,
              "newest 50 of a project",
              ROOT + "usage/?project=project-3&page_size=50"));
    }
    return figures;
  }

  private Figure query(Connection connection, String name, String path) throws IOException {
    Histogram micros = new Histogram(3);
    for (int i = 0; i < times + WARM_UP; i++) {
      long sent = System.nanoTime();
      Answer answer = connection.get(path);
      if (answer.status() != 200) {
        throw new IOException(path + " answered " + answer.status() + " " + answer.text());
      }
      if (i >= WARM_UP) {
        micros.recordValue((System.nanoTime() - sent) / 1_000);
      }
    }
    return Figure.below(
        "query: " + name + ", " + circumstances + ", p99",
        micros.getValueAtPercentile(99) / 1000.0,
        "ms",
        limitMillis);
  }
}
