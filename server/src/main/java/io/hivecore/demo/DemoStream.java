package io.hivecore.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Sends the fleet to a server: first the last hours at once, then what happens as it happens. */
public final class DemoStream {
  private static final int BATCH = 2_000;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI batchUrl;
  private final String key;
  private final InstantSource clock;
  private final PrintStream out;

  /**
   * @param server such as {@code http://127.0.0.1:8000}
   * @param key an API key of the demo's tenant
   * @param out takes the progress
   */
  public DemoStream(URI server, String key, InstantSource clock, PrintStream out) {
    this.batchUrl = server.resolve("/api/v1/observability/ingest/batch/");
    this.key = key;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Streams until the time is over or the thread is interrupted.
   *
   * @param history how much of the past to fill first
   * @param atMost how long to go on from now
   * @throws IOException when the server refuses a batch or cannot be reached
   */
  public void run(Duration history, Duration atMost) throws IOException, InterruptedException {
    Instant now = clock.instant();
    Instant end = now.plus(atMost);
    Fleet fleet = new Fleet(now.minus(history), now.getEpochSecond());
    long sent = fill(fleet, now);
    out.printf(
        "%,d records of the last %d hours are in; the fleet goes on live.%n",
        sent, history.toHours());
    while (fleet.nextAt().isBefore(end)) {
      Duration wait = Duration.between(clock.instant(), fleet.nextAt());
      if (wait.isPositive()) {
        Thread.sleep(wait);
      }
      send(fleet.next());
    }
  }

  private long fill(Fleet fleet, Instant until) throws IOException, InterruptedException {
    long sent = 0;
    List<FleetRecord> batch = new ArrayList<>();
    while (fleet.nextAt().isBefore(until)) {
      batch.addAll(fleet.next());
      if (batch.size() >= BATCH) {
        sent += batch.size();
        send(batch);
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      sent += batch.size();
      send(batch);
    }
    return sent;
  }

  private void send(List<FleetRecord> records) throws IOException, InterruptedException {
    String body = String.join("\n", records.stream().map(FleetRecord::json).toList());
    HttpRequest request =
        HttpRequest.newBuilder(batchUrl)
            .timeout(Duration.ofSeconds(30))
            .header("X-API-Key", key)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 201) {
      throw new IOException(
          "the server answered "
              + response.statusCode()
              + " to the demo's records: "
              + response.body());
    }
  }
}
