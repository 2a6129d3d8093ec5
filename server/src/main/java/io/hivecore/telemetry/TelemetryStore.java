package io.hivecore.telemetry;

import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps telemetry and the mark up to which the journal is applied. One thread writes; any number
 * read.
 *
 * <p>A failure is a {@link TelemetryStoreException}.
 */
public interface TelemetryStore extends AutoCloseable {
  /** Up to where the journal is in the store, durably; 0 when nothing is. */
  long appliedSequence();

  /**
   * Makes the records visible and durable together with the mark, all or nothing. Applying a range
   * twice changes nothing: what is at or below {@link #appliedSequence} is passed over. Executions
   * are merged with what is stored ({@link ExecutionRecord#mergedWith}); of usage, timeline and log
   * records and points of metrics the first of an id wins, which the journal has already seen to.
   *
   * @param records in sequence order
   * @param upTo the new mark, at least the last record's sequence
   * @return what it did to the ledger; nothing where all was applied before
   */
  UsageChanges apply(List<SequencedRecord> records, long upTo);

  /**
   * The processor time that all calls of {@link #apply} have taken since the store was opened. On a
   * busy machine it is less than the time that passed.
   */
  Duration applying();

  /** False is certain; true asks for {@link #contains}. From memory. */
  boolean mayContain(TenantId tenant, RecordKind kind, UUID id);

  /** Whether a record of that identity is stored. */
  boolean contains(TenantId tenant, RecordKind kind, UUID id);

  /** The merged state of an execution. */
  Optional<ExecutionRecord> execution(TenantId tenant, UUID id);

  /** The questions that the store answers. */
  TelemetryQueries queries();

  /** The questions about traces that the store answers. */
  TraceQueries traces();

  /** The questions about metrics that the store answers. */
  MetricQueries metrics();

  /**
   * Removes what happened before the tenant's limit. A tenant that is not named keeps everything.
   *
   * @param keep how long each tenant's records are kept, counted back from {@code now}
   */
  void expire(Map<TenantId, Duration> keep, Instant now);

  /** Removes all that a tenant ever sent. */
  void deleteTenant(TenantId tenant);

  /**
   * Removes traces: their spans, their scores and what is known of them as a whole. What they cost
   * stays in the ledger. Spans that come later begin a trace anew.
   *
   * @param traceIds of one tenant; unknown ones change nothing
   */
  void deleteTraces(TenantId tenant, Set<String> traceIds);

  /**
   * Removes the points of metrics that name a session or an end user.
   *
   * @return how many there were
   */
  long deletePoints(TenantId tenant, Whose whose);

  /** Sizes, for health and metrics. */
  StoreStatus status();

  @Override
  void close();
}
