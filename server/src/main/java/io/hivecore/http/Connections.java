package io.hivecore.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.hivecore.http.ConnectionClock.Phase;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All open connections, and the one thread that watches over their deadlines. When there are as
 * many as may be, the one that has waited longest for its client makes room for a new one.
 */
final class Connections implements ServerConnectionSelector, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final ServerConnectionSelector protocol;
  private final Timing timing;
  private final int most;
  private final Set<ClientConnection> open = Collections.newSetFromMap(new ConcurrentHashMap<>());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread watcher;

  /**
   * @param protocol makes the connections to be watched
   * @param most open at once
   */
  Connections(ServerConnectionSelector protocol, Deadlines deadlines, int most) {
    this.protocol = protocol;
    this.timing = Timing.of(deadlines);
    this.most = most;
    long period = Math.clamp(timing.shortest() / 10, 10_000_000, 250_000_000);
    this.watcher =
        Thread.ofPlatform().daemon().name("http-deadlines").unstarted(() -> watch(period));
  }

  void start() {
    watcher.start();
  }

  int size() {
    return open.size();
  }

  /** How many wait for a request. */
  int idle() {
    int idle = 0;
    for (ClientConnection connection : open) {
      if (connection.phase() == Phase.IDLE) {
        idle++;
      }
    }
    return idle;
  }

  private void watch(long period) {
    try {
      while (!closed.await(period, TimeUnit.NANOSECONDS)) {
        long now = ConnectionClock.now();
        for (ClientConnection connection : open) {
          try {
            connection.expire(now);
          } catch (RuntimeException | Error e) {
            // Without this thread nothing would ever end.
            LOG.error("a deadline could not be kept", e);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    if (open.size() >= most && !makeRoom()) {
      return new Refused(context);
    }
    ClientConnection connection = new ClientConnection(this, timing, context, protocol);
    open.add(connection);
    return connection;
  }

  void closed(ClientConnection connection) {
    open.remove(connection);
  }

  /** Closes the connection that waits longest for a request, else for the rest of its headers. */
  private boolean makeRoom() {
    for (int attempt = 0; attempt < 10; attempt++) {
      ClientConnection chosen = longestWaiting();
      if (chosen == null) {
        return false;
      }
      Phase phase = chosen.phase();
      if (isWaiting(phase) && chosen.evict(phase, chosen.deadline())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable ClientConnection longestWaiting() {
    ClientConnection chosen = null;
    boolean chosenIdle = false;
    long earliest = Long.MAX_VALUE;
    for (ClientConnection connection : open) {
      Phase phase = connection.phase();
      if (!isWaiting(phase)) {
        continue;
      }
      boolean idle = phase == Phase.IDLE;
      long deadline = connection.deadline();
      if ((idle && !chosenIdle) || (idle == chosenIdle && deadline < earliest)) {
        chosen = connection;
        chosenIdle = idle;
        earliest = deadline;
      }
    }
    return chosen;
  }

  private static boolean isWaiting(Phase phase) {
    return phase == Phase.IDLE || phase == Phase.FRESH || phase == Phase.HEAD;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  @Override
  public int bytesToIdentifyConnection() {
    return protocol.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return protocol.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return protocol.supportedApplicationProtocols();
  }

  /** Tells a client that there is no room for it. */
  private record Refused(ConnectionContext context) implements ServerConnection {
    private static final Problem PROBLEM =
        Problem.unavailable("Too many connections are open.", Duration.ofSeconds(1));

    @Override
    public void handle(io.helidon.common.concurrency.limits.Limit limit) {
      // A few bytes into the empty buffer of a new connection: this does not wait.
      context.serverSocket().write(BufferData.create(RawAnswer.of(PROBLEM, "")));
    }

    @Override
    public Duration idleTime() {
      return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
      // Closes by itself.
    }
  }
}
