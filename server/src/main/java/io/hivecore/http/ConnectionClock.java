package io.hivecore.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Where a connection stands and until when it may stand there. The connection's own thread moves it
 * on; a watching thread may expire it. Both are one number, so that the watcher never takes a
 * deadline for that of another phase.
 */
final class ConnectionClock {
  /** What a connection's own thread is busy with. */
  enum Phase {
    /** Nothing has come yet. */
    FRESH(0),
    /** Waiting for the next request. */
    IDLE(1),
    /** Reading a request's first line and headers. */
    HEAD(2),
    /** Answering; the client is not waited for. */
    WORK(3),
    /** Reading a request's body. */
    BODY(4),
    /** Waiting for the client to take bytes. */
    WRITE(5),
    /** Reading on what a client sends in vain. */
    LINGER(6),
    /** Taken away from its thread. */
    EXPIRED(7);

    private static final Phase[] ALL = values();

    /** Its place in {@link #ALL}, and three bits of the state. */
    private final int code;

    Phase(int code) {
      this.code = code;
    }
  }

  private static final long NEVER = Long.MAX_VALUE >> 3;
  private static final long EXPIRED = Phase.EXPIRED.code;
  private static final long ORIGIN = System.nanoTime();
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(ConnectionClock.class, "state", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The deadline in nanoseconds, then the phase in the last three bits. */
  private volatile long state;

  ConnectionClock(long nanos) {
    state = at(Phase.FRESH, now() + nanos);
  }

  static long now() {
    return System.nanoTime() - ORIGIN;
  }

  /**
   * Begins a phase.
   *
   * @param deadline by {@link #now()}
   * @return what was before, for {@link #resume}
   * @throws Closing when the connection has expired
   */
  long begin(Phase phase, long deadline) {
    return resume(at(phase, deadline));
  }

  /** Begins a phase without end. */
  long begin(Phase phase) {
    return resume(at(phase, NEVER));
  }

  long resume(long next) {
    long before = (long) STATE.getAndSet(this, next);
    if (before == EXPIRED) {
      state = EXPIRED;
      throw new Closing("out of time");
    }
    return before;
  }

  Phase phase() {
    return phase(state);
  }

  /** For the watcher: the phase that has lasted too long and is over now; else null. */
  @org.jspecify.annotations.Nullable Phase expire(long now) {
    long seen = state;
    return seen != EXPIRED && deadline(seen) <= now && STATE.compareAndSet(this, seen, EXPIRED)
        ? phase(seen)
        : null;
  }

  /** For the watcher: ends the connection if it still is in this phase with this deadline. */
  boolean expire(Phase phase, long deadline) {
    return STATE.compareAndSet(this, at(phase, deadline), EXPIRED);
  }

  long deadline() {
    return deadline(state);
  }

  private static long at(Phase phase, long deadline) {
    return (Math.min(deadline, NEVER) << 3) | phase.code;
  }

  private static long deadline(long state) {
    return state >>> 3;
  }

  private static Phase phase(long state) {
    return Phase.ALL[(int) (state & 7)];
  }
}
