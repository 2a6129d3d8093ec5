package io.hivecore.operations;

import io.hivecore.objects.ObjectStore;
import io.hivecore.telemetry.TelemetryStore;
import io.hivecore.tenancy.TenantId;
import io.hivecore.time.WatchedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes telemetry and objects that are older than their tenant keeps them: soon after the start,
 * then every hour.
 */
public final class Retention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration EVERY = Duration.ofHours(1);

  /** A clock that was set ahead by mistake must not cost records: the setting has to hold first. */
  private static final Duration SETTLED = Duration.ofDays(1);

  private final TelemetryStore store;
  private final ObjectStore objects;
  private final Supplier<Map<TenantId, Duration>> keep;
  private final WatchedClock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param objects counted from when they were last put
   * @param keep how long each tenant's records are kept, asked each time
   */
  public Retention(
      TelemetryStore store,
      ObjectStore objects,
      Supplier<Map<TenantId, Duration>> keep,
      WatchedClock clock) {
    this.store = store;
    this.objects = objects;
    this.keep = keep;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("retention").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Removes what is too old now. */
  public void removeNow() {
    Map<TenantId, Duration> kept = keep.get();
    Instant now = clock.cautious(SETTLED);
    store.expire(kept, now);
    kept.forEach((tenant, time) -> objects.expire(tenant, now.minus(time)));
  }

  private void run() {
    Duration wait = FIRST;
    try {
      while (!closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        wait = EVERY;
        try {
          removeNow();
        } catch (RuntimeException e) {
          LOG.warn("Old telemetry could not be removed; it is tried again in an hour.", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
