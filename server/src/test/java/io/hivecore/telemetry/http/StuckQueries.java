package io.hivecore.telemetry.http;

import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.ExecutionDimension;
import io.hivecore.telemetry.ExecutionGroup;
import io.hivecore.telemetry.ExecutionTotals;
import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.Interval;
import io.hivecore.telemetry.Page;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.telemetry.TrendPoint;
import io.hivecore.telemetry.UsageGroup;
import io.hivecore.telemetry.UsageGrouping;
import io.hivecore.telemetry.UsageTotals;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A store that is long in answering: each question waits for an answer to be let through, ends at
 * its deadline as a store has to, or when it is interrupted.
 */
final class StuckQueries implements TelemetryQueries {
  /** One permit lets one question be answered. */
  final Semaphore answers = new Semaphore(0);

  /** How the questions that were not answered ended, in order. */
  final LinkedBlockingQueue<String> ended = new LinkedBlockingQueue<>();

  final Semaphore asked = new Semaphore(0);
  volatile boolean keepsDeadlines = true;

  private void await(Duration deadline) {
    asked.release();
    try {
      if (!answers.tryAcquire(
          keepsDeadlines ? deadline.toMillis() : 3_600_000, TimeUnit.MILLISECONDS)) {
        ended.add("deadline");
        throw new TelemetryStoreException(Reason.CANCELLED, "took too long");
      }
    } catch (InterruptedException e) {
      ended.add("interrupted");
      throw new TelemetryStoreException(Reason.CANCELLED, "interrupted", e);
    }
  }

  @Override
  public Page<TelemetryRecord> list(
      TenantId tenant, RecordKind kind, RecordFilter filter, PageRequest page, Duration deadline) {
    await(deadline);
    return new Page<>(List.of(), page.after());
  }

  @Override
  public long count(TenantId tenant, RecordKind kind, RecordFilter filter, Duration deadline) {
    await(deadline);
    return 0;
  }

  @Override
  public Optional<TelemetryRecord> find(
      TenantId tenant, RecordKind kind, UUID id, Duration deadline) {
    await(deadline);
    return Optional.empty();
  }

  @Override
  public Set<String> orderableFields(RecordKind kind) {
    return Set.of("timestamp");
  }

  @Override
  public List<List<UsageGroup>> usage(
      TenantId tenant, RecordFilter filter, List<UsageGrouping> groupings, Duration deadline) {
    await(deadline);
    return groupings.stream()
        .map(
            grouping ->
                grouping.dimensions().isEmpty()
                    ? List.of(new UsageGroup(List.of(), UsageTotals.ZERO))
                    : List.<UsageGroup>of())
        .toList();
  }

  @Override
  public List<TrendPoint> usageTrend(
      TenantId tenant,
      RecordFilter filter,
      Interval interval,
      ZoneId zone,
      List<Dimension> dimensions,
      Duration deadline) {
    await(deadline);
    return List.of();
  }

  @Override
  public List<ExecutionGroup> executions(
      TenantId tenant,
      RecordFilter filter,
      List<ExecutionDimension> dimensions,
      int most,
      Duration deadline) {
    await(deadline);
    return List.of(new ExecutionGroup(List.of(), ExecutionTotals.ZERO));
  }

  /** Writes a first part, then waits. */
  @Override
  public void export(
      TenantId tenant,
      RecordKind kind,
      RecordFilter filter,
      PageRequest page,
      ExportFormat format,
      OutputStream out,
      Duration deadline)
      throws IOException {
    if (kind == RecordKind.LOG) {
      out.write("first part\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      out.flush();
    }
    await(deadline);
    out.write("second part\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
