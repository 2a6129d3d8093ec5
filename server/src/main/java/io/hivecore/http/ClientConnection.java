package io.hivecore.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.hivecore.http.ConnectionClock.Phase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: the server's own HTTP/1.1 connection with deadlines around it. Its
 * thread is the connection's; only {@link #expire}, {@link #evict} and {@link #close} are called by
 * others.
 *
 * <p>The server closes idle connections by its own measure, but it waits for the rest of a head or
 * a body without end. So every read and write passes through here, and a watcher ends what takes
 * too long.
 */
final class ClientConnection implements ServerConnection, InterruptableTask<Void> {
  private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
  private static final ScopedValue<ClientConnection> CURRENT = ScopedValue.newInstance();
  private static final long MOST_LINGERING_BYTES = 256L << 20;

  private final Connections connections;
  private final Timing timing;
  private final HelidonSocket socket;
  private final DataReader reader = new ByteReader(this::receive);
  private final ServerConnection http;
  private final ConnectionClock clock;

  private @Nullable IncomingBody body;
  private @Nullable ClientWatch watch;
  private boolean lingers;
  private volatile boolean stopping;
  private volatile boolean gone;
  private volatile boolean answering;
  private volatile String path = "";

  /** Open until the one that ends the connection from outside has said its last words. */
  private final CountDownLatch farewell = new CountDownLatch(1);

  private volatile long closeBy = Long.MAX_VALUE;

  ClientConnection(
      Connections connections,
      Timing timing,
      ConnectionContext context,
      ServerConnectionSelector protocol) {
    this.connections = connections;
    this.timing = timing;
    this.socket = context.serverSocket();
    this.clock = new ConnectionClock(timing.head());
    GuardedWriter writer = new GuardedWriter(context.dataWriter(), this);
    this.http = protocol.connection(new GuardedContext(context, reader, writer));
  }

  /** The connection that this thread serves. */
  static ClientConnection current() {
    return CURRENT.get();
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    try {
      ScopedValue.where(CURRENT, this)
          .<@Nullable Void, InterruptedException>call(
              () -> {
                http.handle(limit);
                return null;
              });
      // It has answered a request that it could not read, and would close with bytes unread.
      if (!stopping) {
        linger();
      }
    } catch (Closing e) {
      if (lingers) {
        linger();
      }
      throw e;
    } finally {
      awaitFarewell();
      connections.closed(this);
    }
  }

  /**
   * The server closes the socket when this thread ends: not before the client has been told why.
   */
  private void awaitFarewell() throws InterruptedException {
    if (clock.phase() == Phase.EXPIRED) {
      boolean said = farewell.await(2, TimeUnit.SECONDS);
      LOG.trace("farewell said: {}", said);
    }
  }

  /** A request's head is complete. */
  void beginRequest(String rawPath) {
    clock.begin(Phase.WORK);
    path = rawPath;
    answering = false;
    body = null;
    lingers = false;
  }

  /** The request is answered. */
  void endRequest() {
    body = null;
    ClientWatch watching = watch;
    if (watching != null) {
      watching.forget();
    }
    clock.begin(Phase.IDLE, ConnectionClock.now() + timing.idle());
  }

  /** The request's body is about to be read. */
  void beginBody(IncomingBody incoming) {
    body = incoming;
    int buffered = reader.available();
    if (buffered > 0) {
      incoming.buffered(reader.getBuffer(buffered));
    }
  }

  void endBody() {
    IncomingBody incoming = body;
    if (incoming != null) {
      incoming.done();
      body = null;
    }
    if (clock.phase() == Phase.BODY) {
      clock.begin(Phase.WORK);
    }
  }

  /** From here on the answer is the handler's: nothing else may be written. */
  void beginAnswer() {
    answering = true;
  }

  /** Has the connection read on what the client still sends, before it closes. */
  void lingerBeforeClose() {
    lingers = true;
  }

  /** Whether the client has closed or broken the connection, or was cut off. */
  boolean isGone() {
    return gone || clock.phase() == Phase.EXPIRED;
  }

  /** Runs the action, once and on another thread, when the client leaves before the answer. */
  void whenGone(Runnable action) {
    Runnable noted =
        () -> {
          gone = true;
          action.run();
        };
    ClientWatch watching = watch;
    if (watching == null) {
      watch = new ClientWatch(socket, noted);
    } else {
      watching.inform(noted);
    }
  }

  long beginWrite(int bytes) {
    return clock.begin(Phase.WRITE, ConnectionClock.now() + timing.answer(bytes));
  }

  void endWrite(long before) {
    clock.resume(before);
  }

  /** Notes that the client is gone. */
  ServerConnectionException gone(String why, RuntimeException cause) {
    gone = true;
    return new ServerConnectionException(why, cause);
  }

  /** The server's reader asks for more bytes. */
  private byte @Nullable [] receive() {
    Phase phase = clock.phase();
    IncomingBody incoming = body;
    switch (phase) {
      case FRESH, IDLE -> {
        if (reader.available() > 0) {
          // The beginning of this head came together with the request before it.
          clock.begin(Phase.HEAD, ConnectionClock.now() + timing.head());
        }
      }
      case WORK, BODY -> {
        if (incoming == null) {
          throw new Closing("nothing to read");
        }
        clock.begin(Phase.BODY, incoming.deadline(timing));
      }
      case HEAD, LINGER -> {}
      case WRITE, EXPIRED -> throw new Closing("out of time");
    }
    byte[] bytes = read();
    if (bytes == null) {
      gone = true;
      if (incoming != null) {
        throw incoming.endedEarly();
      }
      throw new Closing("the client has closed");
    }
    if (incoming != null) {
      incoming.arrived(bytes);
    } else if (phase == Phase.FRESH || phase == Phase.IDLE) {
      clock.begin(Phase.HEAD, ConnectionClock.now() + timing.head());
    }
    return bytes;
  }

  private byte @Nullable [] read() {
    ClientWatch watching = watch;
    try {
      if (watching != null) {
        watch = null;
        return watching.taken();
      }
      return socket.get();
    } catch (RuntimeException e) {
      throw gone("the connection broke", e);
    }
  }

  private void linger() {
    try {
      long end = ConnectionClock.now() + timing.linger();
      long discarded = 0;
      while (discarded < MOST_LINGERING_BYTES) {
        clock.begin(Phase.LINGER, Math.min(end, ConnectionClock.now() + timing.quiet()));
        byte[] bytes = read();
        if (bytes == null) {
          return;
        }
        discarded += bytes.length;
      }
    } catch (RuntimeException e) {
      LOG.trace("linger ended", e);
    }
  }

  /** For the watcher: ends what has taken too long. */
  void expire(long now) {
    Phase over = clock.expire(now);
    if (over != null) {
      LOG.debug("a client took too long in phase {}", over);
      cutOff(over, now);
    } else if (now > closeBy) {
      closeSocket();
    }
  }

  /** Ends the connection if it still waits in this phase since then. */
  boolean evict(Phase phase, long deadline) {
    if (clock.expire(phase, deadline)) {
      closeSocket();
      farewell.countDown();
      return true;
    }
    return false;
  }

  Phase phase() {
    return clock.phase();
  }

  long deadline() {
    return clock.deadline();
  }

  private void cutOff(Phase over, long now) {
    boolean half = over == Phase.HEAD || (over == Phase.BODY && !answering);
    if (!half) {
      closeSocket();
      farewell.countDown();
      return;
    }
    // The client may not even take these few bytes, so another thread writes them.
    closeBy = now + Duration.ofSeconds(1).toNanos();
    Problem problem =
        Problem.of(
            408,
            "request_timeout",
            "Request timeout",
            over == Phase.HEAD
                ? "The request's headers did not arrive in time."
                : "The request's body did not arrive in time.");
    Thread.startVirtualThread(
        () -> {
          try {
            socket.write(BufferData.create(RawAnswer.of(problem, over == Phase.HEAD ? "" : path)));
          } catch (RuntimeException e) {
            LOG.trace("the client is gone", e);
          }
          closeSocket();
          farewell.countDown();
        });
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (RuntimeException e) {
      LOG.trace("closing failed", e);
    }
  }

  @Override
  public Duration idleTime() {
    // The watcher sees to it; the server's own idle check would mistake long streams.
    return Duration.ZERO;
  }

  @Override
  public void close(boolean interrupt) {
    stopping = true;
    http.close(interrupt);
  }

  @Override
  public boolean canInterrupt() {
    return http instanceof InterruptableTask<?> task && task.canInterrupt();
  }
}
