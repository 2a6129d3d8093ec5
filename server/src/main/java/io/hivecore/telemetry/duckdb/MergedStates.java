package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.MergedRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.tenancy.TenantId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The states of the merged records heard of most recently, within a bound of memory. Belongs to the
 * writer.
 */
final class MergedStates {
  private static final int OVERHEAD_BYTES = 600;

  private final long limitBytes;
  private final Map<Identity, Stored> states = new LinkedHashMap<>(1024, 0.75f, true);
  private long bytes;

  MergedStates(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Identity of a merged record. */
  record Identity(TenantId tenant, RecordKind kind, UUID id) {}

  /**
   * A merged state as it is stored.
   *
   * @param sequence of the row that holds it
   */
  record Stored(MergedRecord record, long sequence) {
    RowKey row() {
      return new RowKey(record.kind(), sequence, record.id());
    }
  }

  @Nullable Stored find(Identity key) {
    return states.get(key);
  }

  void put(Identity key, Stored state) {
    if (!isWorthKeeping(state.record())) {
      Stored before = states.remove(key);
      bytes -= before == null ? 0 : size(before);
      return;
    }
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

  /** Of a span that has ended and of a score, mostly nothing more is heard. */
  private static boolean isWorthKeeping(MergedRecord record) {
    return switch (record) {
      case ExecutionRecord ignored -> true;
      case TraceRecord ignored -> true;
      case SpanRecord span -> span.endTime() == null || !span.primary();
      case ScoreRecord ignored -> false;
    };
  }

  private static long size(Stored state) {
    return OVERHEAD_BYTES
        + switch (state.record()) {
          case ExecutionRecord execution ->
              length(execution.content())
                  + length(execution.errorMessage())
                  + length(execution.extra());
          case SpanRecord span -> size(span);
          case TraceRecord trace ->
              trace.input().length() + trace.output().length() + trace.metadata().length() + 1_000L;
          case ScoreRecord score -> score.comment().length() + score.metadata().length();
        };
  }

  private static long size(SpanRecord span) {
    return 1_000L
        + span.content().input().length()
        + span.content().output().length()
        + span.content().messages().stream().mapToLong(message -> message.json().length()).sum()
        + span.detail().attributes().length()
        + span.detail().events().length()
        + span.detail().resource().length();
  }

  private static long length(@Nullable String text) {
    return text == null ? 0L : text.length();
  }
}
