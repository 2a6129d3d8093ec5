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
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Sends the fleet to a server: first the last hours at once, then what happens as it happens.
 * Belongs to one thread.
 */
public final class DemoStream {
  private static final int BATCH = 2_000;
  private static final Duration PROGRESS = Duration.ofSeconds(2);
  private static final Duration NEWS = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration SHORT_PAUSE = Duration.ofMillis(100);

  /** A server learns within a second of a key that another process made; a busy one later. */
  private static final Duration UNTIL_KEY_IS_KNOWN = Duration.ofSeconds(5);

  /** What a server answers that is busy or starts anew: the same may be sent again. */
  private static final Set<Integer> LATER = Set.of(429, 502, 503, 504, 507);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI batchUrl;
  private final String key;
  private final InstantSource clock;
  private final PrintStream out;
  private final Duration patience;
  private long sent;

  /**
   * @param server such as {@code http://127.0.0.1:8000}
   * @param key an API key of the demo's tenant
   * @param out takes the progress
   * @param patience how long a server may be away
   */
  public DemoStream(
      URI server, String key, InstantSource clock, PrintStream out, Duration patience) {
    this.batchUrl = server.resolve("/api/v1/observability/ingest/batch/");
    this.key = key;
    this.clock = clock;
    this.out = out;
    this.patience = patience;
  }

  /**
   * Streams until the time is over or the thread is interrupted.
   *
   * @param history how much of the past to fill first
   * @param atMost how long to go on from now
   * @throws IOException when the server refuses a batch or stays away
   */
  public void run(Duration history, Duration atMost) throws IOException, InterruptedException {
    Instant now = clock.instant();
    Instant end = now.plus(atMost);
    Fleet fleet = new Fleet(now.minus(history), now.getEpochSecond());
    fill(fleet, now, history);
    long before = sent;
    long newsNanos = System.nanoTime();
    Instant previous = now;
    for (Instant next = fleet.nextAt(); next.isBefore(end); next = fleet.nextAt()) {
      Duration wait = pause(previous, next);
      if (wait.isPositive()) {
        Thread.sleep(wait);
      }
      previous = next;
      send(fleet.next());
      if (isOver(NEWS, newsNanos)) {
        out.printf(
            "  %s  %,d records live, %d runs under way, %,d failed until now%n",
            TIME.format(clock.instant()), sent - before, fleet.underWay(), fleet.failed());
        newsNanos = System.nanoTime();
      }
    }
  }

  /** Until the next event by the clock; but a clock that was set back must not make it wait. */
  private Duration pause(Instant previous, Instant next) {
    Duration usual = Duration.between(previous, next);
    Duration wait = Duration.between(clock.instant(), next);
    return wait.compareTo(usual) < 0 ? wait : usual;
  }

  private static boolean isOver(Duration time, long sinceNanos) {
    return System.nanoTime() - sinceNanos > time.toNanos();
  }

  private void fill(Fleet fleet, Instant until, Duration history)
      throws IOException, InterruptedException {
    if (!history.isPositive()) {
      return;
    }
    out.printf("Filling in the last %d hours …%n", history.toHours());
    long toldNanos = System.nanoTime();
    List<FleetRecord> batch = new ArrayList<>();
    while (fleet.nextAt().isBefore(until)) {
      batch.addAll(fleet.next());
      if (batch.size() >= BATCH) {
        send(batch);
        batch.clear();
        if (isOver(PROGRESS, toldNanos)) {
          out.printf("  %,d records, up to %s%n", sent, TIME.format(fleet.nextAt()));
          toldNanos = System.nanoTime();
        }
      }
    }
    if (!batch.isEmpty()) {
      send(batch);
    }
    out.printf("%,d records are in. From here on it is live; Ctrl-C ends it.%n", sent);
  }

  /** A server that is away or busy is waited for. Records have ids, so that none counts twice. */
  private void send(List<FleetRecord> records) throws IOException, InterruptedException {
    String body = String.join("\n", records.stream().map(FleetRecord::json).toList());
    long beganNanos = System.nanoTime();
    boolean told = false;
    while (true) {
      String trouble;
      try {
        HttpResponse<String> response = post(body);
        if (response.statusCode() == 201) {
          sent += records.size();
          return;
        }
        if (response.statusCode() == 401) {
          if (sent == 0 && !isOver(UNTIL_KEY_IS_KNOWN, beganNanos)) {
            Thread.sleep(SHORT_PAUSE);
            continue;
          }
          throw new RefusedRecordsException(
              "the server does not know the demo's key. It keeps its data in another folder: name"
                  + " that with --data");
        }
        trouble = "the server answered " + response.statusCode() + ": " + response.body();
        if (!LATER.contains(response.statusCode())) {
          throw new RefusedRecordsException(trouble);
        }
      } catch (RefusedRecordsException e) {
        throw e;
      } catch (IOException e) {
        trouble = "the server does not answer";
      }
      if (isOver(patience, beganNanos)) {
        throw new IOException(trouble);
      }
      if (!told) {
        out.printf("  %s; waiting for it …%n", trouble);
        told = true;
      }
      Thread.sleep(PAUSE);
    }
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(batchUrl)
            .timeout(Duration.ofSeconds(30))
            .header("X-API-Key", key)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** An answer that another try would not change. */
  private static final class RefusedRecordsException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedRecordsException(String message) {
      super(message);
    }
  }
}
