package io.hivecore.telemetry;

import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The questions about traces that a telemetry store answers, with the same rules as {@link
 * TelemetryQueries}.
 */
public interface TraceQueries {
  /**
   * A list of traces.
   *
   * @param page of the fields that {@link TelemetryQueries#orderableFields} has for traces
   */
  Page<TelemetryRecord> traces(
      TenantId tenant, TraceFilter filter, PageRequest page, Duration deadline);

  /** How many traces there are. */
  long count(TenantId tenant, TraceFilter filter, Duration deadline);

  /**
   * A trace's spans as branches of its tree, in no order; see {@link SpanRecord#branch}.
   *
   * @param most that are given; of a larger trace the earliest
   */
  List<SpanRecord> branches(TenantId tenant, String traceId, int most, Duration deadline);

  /** Spans of one trace as a whole, those that there are. */
  List<SpanRecord> spans(
      TenantId tenant, String traceId, Collection<String> spanIds, Duration deadline);

  /**
   * What traces come to by session or end user, the last heard of first; those without one are left
   * out.
   *
   * @param offset how many groups to pass over
   * @param limit how many to give at most
   */
  List<TraceGroup> groups(
      TenantId tenant,
      TraceFilter filter,
      TraceGroup.By by,
      long offset,
      int limit,
      Duration deadline);

  /** What agents did, by name. */
  List<AgentActivity> agents(TenantId tenant, TraceFilter filter, Duration deadline);

  /** A list of scores. */
  Page<TelemetryRecord> scores(
      TenantId tenant, ScoreFilter filter, PageRequest page, Duration deadline);
}
