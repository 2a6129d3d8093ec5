package io.hivecore.telemetry.http;

import io.hivecore.telemetry.Whose;
import io.hivecore.tenancy.TenantId;
import java.util.Set;

/** Removes traces, and what else tells of a session or an end user, for good. */
public interface TraceRemoval {
  /**
   * Removes traces, those of their spans that are still on their way into the store included.
   *
   * @throws IllegalStateException when that cannot be done just now
   */
  void remove(TenantId tenant, Set<String> traceIds);

  /**
   * Removes points of metrics, those on their way into the store included; how many.
   *
   * @throws IllegalStateException when that cannot be done just now
   */
  long removePoints(TenantId tenant, Whose whose);
}
