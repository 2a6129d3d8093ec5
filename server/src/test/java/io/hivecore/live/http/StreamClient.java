package io.hivecore.live.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads a server-sent event stream as a browser does. */
public final class StreamClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** One event as it came. */
  public record Event(String id, String name, String data) {
    public static final Event END = new Event("", "(end)", "");
  }

  private final HttpClient client;
  private final HttpResponse<java.io.InputStream> response;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private StreamClient(HttpClient client, HttpResponse<java.io.InputStream> response) {
    this.client = client;
    this.response = response;
    Thread.ofVirtual().start(this::read);
  }

  public static StreamClient open(int port, String query, String... headers) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/api/v1/observability/stream/" + query));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new StreamClient(
          client, client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<java.io.InputStream> response() {
    return response;
  }

  /** The next event; {@link Event#END} when the stream is over. */
  public Event next() {
    try {
      Event event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (event == null) {
        throw new AssertionError("no event within " + PATIENCE);
      }
      return event;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next event that is no heartbeat; heartbeats lengthen the wait once at most. */
  public Event nextButHeartbeats() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Event event = next();
    while (event.name().equals("heartbeat")) {
      if (System.nanoTime() > end) {
        throw new AssertionError("only heartbeats within " + PATIENCE);
      }
      event = next();
    }
    return event;
  }

  public List<Event> next(int count) {
    List<Event> next = new ArrayList<>();
    while (next.size() < count) {
      next.add(nextButHeartbeats());
    }
    return next;
  }

  private void read() {
    String id = "";
    String name = "";
    String data = "";
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          events.add(new Event(id, name, data));
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else {
          events.add(new Event("", "(line)", line));
        }
      }
    } catch (IOException e) {
      events.add(new Event("", "(broken)", e.toString()));
    }
    events.add(Event.END);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
