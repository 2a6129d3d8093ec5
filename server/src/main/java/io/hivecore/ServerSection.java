package io.hivecore;

import io.hivecore.configuration.ByteSize;
import io.hivecore.configuration.Setting;
import io.hivecore.http.Bounds;
import io.hivecore.http.Deadlines;
import io.hivecore.http.HttpSettings;
import java.time.Duration;
import java.util.Optional;

/** Where the server listens, and what it bears from its clients. */
public record ServerSection(
    @Setting(
            description =
                "Address to bind. The default lets in this machine only; `0.0.0.0` lets in all.",
            defaultValue = "127.0.0.1",
            variable = "HIVECORE_HOST")
        String host,
    @Setting(
            description = "Port to listen on; 0 takes any free one.",
            defaultValue = "8000",
            variable = "HIVECORE_PORT",
            min = "0",
            max = "65535")
        int port,
    @Setting(
            description =
                "The largest request body, on the wire as well as inflated; larger ones get 413."
                    + " Single records and lists of log records end at 16MiB in any case.",
            defaultValue = "64MiB",
            min = "64KiB",
            max = "1GiB")
        ByteSize maxBodySize,
    @Setting(
            description =
                "Memory for all request bodies that are being read or worked on. When it is taken,"
                    + " senders get 503, or 429 when their tenant holds its share. A body that needs"
                    + " more than half of it gets in only alone. Without a value, a quarter of the"
                    + " Java heap, from 256MiB to 1GiB, at most half of it.",
            min = "64KiB",
            max = "1TiB")
        Optional<ByteSize> bodyMemory,
    @Setting(
            description =
                "Connections open at once, live streams among them. When they are all taken, the"
                    + " one that is idle longest makes room. Fewer when the process may not open as"
                    + " many files.",
            defaultValue = "8192",
            min = "16",
            max = "1000000")
        int maxConnections,
    @Setting(
            description =
                "Requests of one tenant that are answered at once, live streams not counted; more"
                    + " get 429.",
            defaultValue = "1024",
            min = "1",
            max = "1000000")
        int maxRequestsPerTenant,
    @Setting(
            description =
                "How long a client may take to send a body or to take an answer, beside one second"
                    + " for each 8 kB. Raise it for clients on bad lines.",
            defaultValue = "60s",
            min = "1s",
            max = "1h")
        Duration clientTimeout,
    @Setting(
            description =
                "How long a connection stays open for the next request. Behind a proxy or load"
                    + " balancer it must be longer than theirs, or some requests fail with 502.",
            defaultValue = "75s",
            min = "1s",
            max = "1d")
        Duration idleTimeout,
    @Setting(
            description = "How long requests under way may go on when the server stops.",
            defaultValue = "2s",
            min = "1ms",
            max = "10m")
        Duration stopTimeout) {
  /**
   * As the edge takes it.
   *
   * @param bodyBytes the largest body of any route; the routes themselves ask for less
   */
  HttpSettings http(long bodyBytes, int streamsPerTenant) {
    Deadlines standard = Deadlines.DEFAULT;
    return new HttpSettings(
        host,
        port,
        new Deadlines(
            standard.head(),
            clientTimeout,
            clientTimeout,
            standard.slowestBytesPerSecond(),
            idleTimeout,
            standard.linger(),
            stopTimeout),
        new Bounds(
            bodyBytes,
            bodyBytesInFlight(),
            maxConnections,
            maxRequestsPerTenant,
            Math.max(Bounds.DEFAULT.streamsPerTenant(), streamsPerTenant)));
  }

  /** What all bodies may have together, set or by the heap of this process. */
  long bodyBytesInFlight() {
    return bodyMemory.map(ByteSize::bytes).orElse(Bounds.DEFAULT.bytesInFlight());
  }
}
