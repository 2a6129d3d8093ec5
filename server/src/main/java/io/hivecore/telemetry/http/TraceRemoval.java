package io.hivecore.telemetry.http;

import io.hivecore.tenancy.TenantId;
import java.util.Set;

/** Removes traces for good. */
@FunctionalInterface
public interface TraceRemoval {
  /**
   * Removes traces, those of their spans that are still on their way into the store included.
   *
   * @throws IllegalStateException when that cannot be done just now
   */
  void remove(TenantId tenant, Set<String> traceIds);
}
