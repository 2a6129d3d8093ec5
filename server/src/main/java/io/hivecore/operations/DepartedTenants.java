package io.hivecore.operations;

import io.hivecore.tenancy.TenantId;
import io.hivecore.time.WatchedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the telemetry of tenants that were deleted, also by another process. */
public final class DepartedTenants implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DepartedTenants.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** A deleted tenant's keys work for up to a second; what they sent then must have arrived. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private final Supplier<Map<TenantId, Instant>> departed;
  private final Consumer<TenantId> removeTelemetry;
  private final Consumer<TenantId> forget;
  private final WatchedClock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param departed tenants whose telemetry is still to be removed, with the time of their deletion
   * @param removeTelemetry may be asked again for the same tenant
   * @param forget called when the telemetry is gone
   */
  public DepartedTenants(
      Supplier<Map<TenantId, Instant>> departed,
      Consumer<TenantId> removeTelemetry,
      Consumer<TenantId> forget,
      WatchedClock clock) {
    this.departed = departed;
    this.removeTelemetry = removeTelemetry;
    this.forget = forget;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("departed-tenants").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          removeSettled();
        } catch (RuntimeException e) {
          LOG.warn("The telemetry of a deleted tenant could not be removed; it is tried again.", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Removes what is to be removed now, which otherwise happens every ten seconds. */
  void removeSettled() {
    departed
        .get()
        .forEach(
            (tenant, at) -> {
              if (clock.age(at).compareTo(SETTLED) >= 0) {
                removeTelemetry.accept(tenant);
                forget.accept(tenant);
                LOG.info("The telemetry of the deleted tenant {} has been removed.", tenant);
              }
            });
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
