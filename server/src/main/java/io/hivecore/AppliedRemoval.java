package io.hivecore;

import io.hivecore.ingest.Applier;
import io.hivecore.journal.Journal;
import io.hivecore.telemetry.TelemetryStore;
import io.hivecore.telemetry.Whose;
import io.hivecore.telemetry.http.TraceRemoval;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/** Removes telemetry, after what is still on its way into the store has arrived there. */
record AppliedRemoval(Journal journal, Applier applier, TelemetryStore store)
    implements TraceRemoval {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public void remove(TenantId tenant, Set<String> traceIds) {
    afterAll(
        () -> {
          store.deleteTraces(tenant, traceIds);
          return traceIds.size();
        });
  }

  @Override
  public long removePoints(TenantId tenant, Whose whose) {
    return afterAll(() -> store.deletePoints(tenant, whose));
  }

  /**
   * Removes when the store has all that is acknowledged by now.
   *
   * @throws IllegalStateException when that takes more than a minute
   */
  <T> T afterAll(Supplier<T> removal) {
    try {
      if (!applier.awaitApplied(journal.durableSequence(), PATIENCE)) {
        throw new IllegalStateException("the store is more than a minute behind");
      }
      return removal.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while waiting for the store", e);
    }
  }
}
