package io.hivecore.telemetry;

import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The questions that a telemetry store answers. Every answer is of one tenant's records alone. A
 * query ends with {@link TelemetryStoreException.Reason#CANCELLED} when its thread is interrupted
 * or its time is over.
 */
public interface TelemetryQueries {
  /** A list of records of one kind. */
  Page<TelemetryRecord> list(
      TenantId tenant, RecordKind kind, RecordFilter filter, PageRequest page, Duration deadline);

  /** How many records of one kind there are. */
  long count(TenantId tenant, RecordKind kind, RecordFilter filter, Duration deadline);

  /** One record. */
  Optional<TelemetryRecord> find(TenantId tenant, RecordKind kind, UUID id, Duration deadline);

  /** The wire names of the fields that a kind's list can be ordered by. */
  Set<String> orderableFields(RecordKind kind);

  /**
   * Sums over usage, grouped in several ways at once; for each grouping its groups, most total
   * tokens first. A grouping without dimensions has one group, also of no records.
   *
   * @throws TelemetryStoreException with {@link TelemetryStoreException.Reason#TOO_MANY_GROUPS}
   */
  List<List<UsageGroup>> usage(
      TenantId tenant, RecordFilter filter, List<UsageGrouping> groupings, Duration deadline);

  /** Sums over usage. */
  default UsageTotals usageTotals(TenantId tenant, RecordFilter filter, Duration deadline) {
    return usage(tenant, filter, List.of(UsageGrouping.TOTAL), deadline)
        .getFirst()
        .getFirst()
        .totals();
  }

  /**
   * Sums over usage by bucket of time and group, oldest first; only buckets that hold something.
   *
   * @param filter with both {@code from} and {@code to}
   * @throws TelemetryStoreException with {@link TelemetryStoreException.Reason#TOO_MANY_GROUPS}
   */
  List<TrendPoint> usageTrend(
      TenantId tenant,
      RecordFilter filter,
      Interval interval,
      ZoneId zone,
      List<Dimension> dimensions,
      Duration deadline);

  /**
   * Counts over executions by group, the largest first, those of one size by their values. Without
   * dimensions one group, also of no executions.
   *
   * @param most groups to give
   * @throws TelemetryStoreException with {@link TelemetryStoreException.Reason#TOO_MANY_GROUPS}
   */
  List<ExecutionGroup> executions(
      TenantId tenant,
      RecordFilter filter,
      List<ExecutionDimension> dimensions,
      int most,
      Duration deadline);

  /** Counts over executions. */
  default ExecutionTotals executionTotals(TenantId tenant, RecordFilter filter, Duration deadline) {
    return executions(tenant, filter, List.of(), 1, deadline).getFirst().totals();
  }

  /**
   * Writes a whole list, in the order of {@code page}, whose limits are not applied. Column names
   * are the wire names.
   *
   * @throws IOException when the receiver takes no more
   */
  void export(
      TenantId tenant,
      RecordKind kind,
      RecordFilter filter,
      PageRequest page,
      ExportFormat format,
      OutputStream out,
      Duration deadline)
      throws IOException;
}
