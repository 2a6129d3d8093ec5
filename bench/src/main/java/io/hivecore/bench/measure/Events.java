package io.hivecore.bench.measure;

import io.hivecore.bench.http.Connection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads one event stream on a virtual thread of its own until closed. */
final class Events implements AutoCloseable {
  private final Connection connection;
  private final Thread reader;

  /**
   * @param data takes the data line of each event but {@code connected} and {@code heartbeat}
   */
  Events(Setting setting, String query, Consumer<String> data) throws IOException {
    connection = new Connection(setting.target());
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                connection.stream("/api/v1/observability/stream/" + query),
                StandardCharsets.UTF_8));
    reader = Thread.ofVirtual().start(() -> read(lines, data));
  }

  private static void read(BufferedReader lines, Consumer<String> data) {
    String event = "";
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")
            && !event.equals("connected")
            && !event.equals("heartbeat")) {
          data.accept(line.substring(6));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // Closed, by us or by the server; what was received counts.
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
    reader.interrupt();
  }
}
