package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.tenancy.TenantId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The states of the executions heard of most recently, within a bound of memory. Belongs to the
 * writer.
 */
final class ExecutionStates {
  private static final int OVERHEAD_BYTES = 600;

  private final long limitBytes;
  private final Map<Identity, Stored> states = new LinkedHashMap<>(1024, 0.75f, true);
  private long bytes;

  ExecutionStates(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Identity of an execution. */
  record Identity(TenantId tenant, UUID id) {}

  /**
   * A merged state as it is stored.
   *
   * @param sequence of the row that holds it
   */
  record Stored(ExecutionRecord record, long sequence) {}

  @Nullable Stored find(Identity key) {
    return states.get(key);
  }

  void put(Identity key, Stored state) {
    Stored before = states.put(key, state);
    bytes += size(state) - (before == null ? 0 : size(before));
    Iterator<Stored> oldest = states.values().iterator();
    while (bytes > limitBytes && oldest.hasNext()) {
      bytes -= size(oldest.next());
      oldest.remove();
    }
  }

  void clear() {
    states.clear();
    bytes = 0;
  }

  private static long size(Stored state) {
    ExecutionRecord record = state.record();
    return OVERHEAD_BYTES
        + length(record.content())
        + length(record.errorMessage())
        + length(record.extra());
  }

  private static long length(@Nullable String text) {
    return text == null ? 0L : text.length();
  }
}
