package io.hivecore.bench.measure;

import io.hivecore.bench.http.Connection;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads from {@code /metrics} how far the store is behind the journal. Belongs to one thread. */
final class Lag implements AutoCloseable {
  private final @Nullable Connection connection;

  Lag(Setting setting) throws IOException {
    this.connection = setting.operator() == null ? null : new Connection(setting.operator());
  }

  /** Whether the server lets us see it. */
  boolean known() {
    return connection != null;
  }

  /** Records that are acknowledged and not yet readable. */
  long records() throws IOException {
    String figures = figures();
    return (long)
        (gauge(figures, "journal_durable_sequence") - gauge(figures, "store_applied_sequence"));
  }

  /** Parts of the store in which words are looked for without an index. */
  int segmentsToIndex() throws IOException {
    return (int) gauge(figures(), "store_segments_to_index");
  }

  private String figures() throws IOException {
    if (connection == null) {
      throw new IllegalStateException("the lag is not known");
    }
    return connection.get("/metrics").text();
  }

  private static double gauge(String figures, String name) throws IOException {
    return figures
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException(String.format(Locale.ROOT, "/metrics has no %s", name)));
  }

  @Override
  public void close() throws IOException {
    if (connection != null) {
      connection.close();
    }
  }
}
