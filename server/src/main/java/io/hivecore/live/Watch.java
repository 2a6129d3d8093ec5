package io.hivecore.live;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the readers, on one thread: heartbeats, keys that were revoked, writes that are
 * stuck.
 */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private static final Duration LONGEST_TICK = Duration.ofMillis(250);
  private static final long ALLOWED_EVERY_NANOS = Duration.ofMillis(750).toNanos();

  /** How long a stream that has to end may take for the write that it is in. */
  private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();

  private final LiveHub hub;
  private final Duration tick;
  private final Thread thread;
  private final ConcurrentLinkedQueue<Departed> departed = new ConcurrentLinkedQueue<>();
  private long askedNanos = System.nanoTime();

  private record Departed(Thread thread, long sinceNanos) {}

  Watch(LiveHub hub, LiveSettings settings) {
    this.hub = hub;
    Duration ofHeartbeat = settings.heartbeat().dividedBy(4);
    this.tick = ofHeartbeat.compareTo(LONGEST_TICK) < 0 ? ofHeartbeat : LONGEST_TICK;
    this.thread = Thread.ofPlatform().name("live-watch").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Waits for the end, which the closed hub brings about. */
  void close() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A stream's thread has still to end the answer, and its reader may not read; the thread must be
   * gone soon. The route sees to it that its connection is not used again.
   */
  void departed(Thread reader) {
    departed.add(new Departed(reader, System.nanoTime()));
  }

  private void run() {
    try {
      while (hub.pause(tick)) {
        try {
          look(System.nanoTime());
        } catch (RuntimeException e) {
          LOG.error("the watch over live streams failed; it goes on", e);
        }
      }
    } catch (InterruptedException e) {
      LOG.error("the watch over live streams was interrupted", e);
    }
  }

  private void look(long now) {
    hub.beat(now);
    boolean ask = now - askedNanos >= ALLOWED_EVERY_NANOS;
    if (ask) {
      askedNanos = now;
    }
    for (Subscription subscription : hub.subscriptions()) {
      if (ask && !subscription.isAllowed()) {
        subscription.end(Subscription.Ending.REVOKED);
      }
      subscription.breakIfStuck(now, GRACE_NANOS);
    }
    breakDeparted(now);
  }

  private void breakDeparted(long now) {
    for (Iterator<Departed> each = departed.iterator(); each.hasNext(); ) {
      Departed next = each.next();
      if (!next.thread().isAlive()) {
        each.remove();
      } else if (now - next.sinceNanos() >= GRACE_NANOS) {
        next.thread().interrupt();
        each.remove();
      }
    }
  }
}
