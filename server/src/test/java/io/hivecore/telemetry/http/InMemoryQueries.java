package io.hivecore.telemetry.http;

import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.Durations;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.ExecutionTotals;
import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.Interval;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.Page;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.PageRequest.Ordering;
import io.hivecore.telemetry.PageRequest.Position;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TrendPoint;
import io.hivecore.telemetry.UsageGroup;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.telemetry.UsageTotals;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A telemetry store's answers by the plainest means: the model for the real ones. */
final class InMemoryQueries implements TelemetryQueries {
  private final Map<TenantId, List<TelemetryRecord>> records = new ConcurrentHashMap<>();

  void add(TenantId tenant, TelemetryRecord record) {
    records.computeIfAbsent(tenant, ignored -> new CopyOnWriteArrayList<>()).add(record);
  }

  @Override
  public Page<TelemetryRecord> list(
      TenantId tenant, RecordKind kind, RecordFilter filter, PageRequest page, Duration deadline) {
    Comparator<Position> order = order(page.ordering());
    Position after = page.after();
    List<TelemetryRecord> rest =
        of(tenant, kind, filter)
            .sorted(Comparator.comparing(record -> position(record, page.ordering()), order))
            .filter(
                record ->
                    after == null || order.compare(position(record, page.ordering()), after) > 0)
            .skip(page.offset())
            .toList();
    List<TelemetryRecord> shown = rest.stream().limit(page.limit()).toList();
    Position next = rest.size() > shown.size() ? position(shown.getLast(), page.ordering()) : null;
    return new Page<TelemetryRecord>(shown, next);
  }

  @Override
  public long count(TenantId tenant, RecordKind kind, RecordFilter filter, Duration deadline) {
    return of(tenant, kind, filter).count();
  }

  @Override
  public Optional<TelemetryRecord> find(
      TenantId tenant, RecordKind kind, UUID id, Duration deadline) {
    return of(tenant, kind, RecordFilter.ALL).filter(record -> record.id().equals(id)).findAny();
  }

  @Override
  public Set<String> orderableFields(RecordKind kind) {
    return switch (kind) {
      case USAGE -> Set.of("id", "timestamp", "total_tokens", "agent_name", "cost_usd");
      case EXECUTION -> Set.of("id", "start_time", "end_time", "agent_name");
      case TIMELINE -> Set.of("id", "timestamp", "event_type");
      case LOG -> Set.of("id", "timestamp", "level");
    };
  }

  @Override
  public UsageTotals usageTotals(TenantId tenant, RecordFilter filter, Duration deadline) {
    return totals(usage(tenant, filter).toList());
  }

  @Override
  public List<UsageGroup> usageBy(
      TenantId tenant,
      RecordFilter filter,
      List<Dimension> dimensions,
      int limit,
      Duration deadline) {
    return usage(tenant, filter)
        .collect(Collectors.groupingBy(usage -> values(usage, dimensions)))
        .entrySet()
        .stream()
        .map(group -> new UsageGroup(group.getKey(), totals(group.getValue())))
        .sorted(
            Comparator.comparingLong((UsageGroup group) -> -group.totals().totalTokens())
                .thenComparing(group -> String.join("\0", group.values())))
        .limit(limit)
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
    Map<Instant, Map<List<String>, List<UsageRecord>>> buckets =
        usage(tenant, filter)
            .collect(
                Collectors.groupingBy(
                    usage -> interval.floor(usage.timestamp().atZone(zone)).toInstant(),
                    TreeMap::new,
                    Collectors.groupingBy(usage -> values(usage, dimensions))));
    List<TrendPoint> points = new ArrayList<>();
    buckets.forEach(
        (start, groups) -> {
          ZonedDateTime period = start.atZone(zone);
          groups.forEach(
              (values, usages) -> points.add(new TrendPoint(period, values, totals(usages))));
        });
    return points;
  }

  @Override
  public ExecutionTotals executionTotals(TenantId tenant, RecordFilter filter, Duration deadline) {
    List<ExecutionRecord> runs =
        of(tenant, RecordKind.EXECUTION, filter).map(ExecutionRecord.class::cast).toList();
    Map<ExecutionStatus, Long> byStatus =
        runs.stream()
            .collect(
                Collectors.groupingBy(ExecutionRecord::effectiveStatus, Collectors.counting()));
    return new ExecutionTotals(
        runs.size(),
        byStatus.getOrDefault(ExecutionStatus.RUNNING, 0L),
        byStatus.getOrDefault(ExecutionStatus.COMPLETED, 0L),
        byStatus.getOrDefault(ExecutionStatus.FAILED, 0L),
        durations(runs.stream().flatMap(run -> Stream.ofNullable(run.durationMillis())).toList()));
  }

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
    PageRequest whole = new PageRequest(page.ordering(), page.after(), 0, Integer.MAX_VALUE);
    out.write((format + "\n").getBytes(StandardCharsets.UTF_8));
    for (TelemetryRecord record : list(tenant, kind, filter, whole, deadline).records()) {
      out.write((record.id() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private Stream<UsageRecord> usage(TenantId tenant, RecordFilter filter) {
    return of(tenant, RecordKind.USAGE, filter).map(UsageRecord.class::cast);
  }

  private Stream<TelemetryRecord> of(TenantId tenant, RecordKind kind, RecordFilter filter) {
    return records.getOrDefault(tenant, List.of()).stream()
        .filter(record -> record.kind() == kind && matches(record, filter));
  }

  private static boolean matches(TelemetryRecord record, RecordFilter filter) {
    return (filter.from() == null || !record.timestamp().isBefore(filter.from()))
        && (filter.to() == null || record.timestamp().isBefore(filter.to()))
        && asked(filter.projectIds(), record.context().projectId())
        && asked(filter.roundIds(), record.context().roundId())
        && asked(filter.agentNames(), record.context().agentName())
        && switch (record) {
          case UsageRecord usage -> asked(filter.modelNames(), usage.modelName());
          case ExecutionRecord run -> asked(filter.executionStatuses(), run.effectiveStatus());
          case TimelineRecord event -> asked(filter.eventTypes(), event.eventType());
          case LogRecord log -> asked(filter.levels(), log.level());
        };
  }

  private static <T> boolean asked(Set<T> values, T value) {
    return values.isEmpty() || values.contains(value);
  }

  private static List<String> values(UsageRecord usage, List<Dimension> dimensions) {
    return dimensions.stream()
        .map(
            dimension ->
                switch (dimension) {
                  case AGENT_NAME -> usage.context().agentName();
                  case MODEL_NAME -> usage.modelName();
                  case PROJECT -> usage.context().projectId();
                  case ROUND -> usage.context().roundId();
                })
        .toList();
  }

  private static UsageTotals totals(List<UsageRecord> usages) {
    BigDecimal cost =
        usages.stream()
            .flatMap(usage -> Stream.ofNullable(usage.cost().amount()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new UsageTotals(
        usages.size(),
        usages.stream().mapToLong(usage -> usage.tokens().input()).sum(),
        usages.stream().mapToLong(usage -> usage.tokens().output()).sum(),
        usages.stream().mapToLong(usage -> usage.tokens().total()).sum(),
        usages.stream().mapToLong(usage -> usage.tokens().cacheRead()).sum(),
        usages.stream().mapToLong(usage -> usage.tokens().cacheWrite()).sum(),
        usages.stream().mapToLong(usage -> usage.tokens().reasoning()).sum(),
        cost,
        usages.stream().filter(usage -> usage.cost().amount() == null).count(),
        durations(usages.stream().map(UsageRecord::durationMillis).toList()));
  }

  private static Durations durations(List<Double> millis) {
    if (millis.isEmpty()) {
      return Durations.NONE;
    }
    List<Double> sorted = millis.stream().sorted().toList();
    return new Durations(
        sorted.stream().mapToDouble(Double::doubleValue).average().orElse(0),
        nearestRank(sorted, 0.50),
        nearestRank(sorted, 0.95),
        nearestRank(sorted, 0.99));
  }

  private static double nearestRank(List<Double> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  private static Position position(TelemetryRecord record, List<Ordering> ordering) {
    List<@Nullable String> keys = new ArrayList<>();
    for (Ordering key : ordering) {
      keys.add(key(record, key.field()));
    }
    return new Position(keys, record.id());
  }

  private static @Nullable String key(TelemetryRecord record, String field) {
    return switch (field) {
      case "id" -> record.id().toString();
      case "timestamp", "start_time" -> WireTime.utc(record.timestamp());
      case "agent_name" -> record.context().agentName();
      case "total_tokens" -> "%020d".formatted(((UsageRecord) record).tokens().total());
      case "cost_usd" -> {
        BigDecimal amount = ((UsageRecord) record).cost().amount();
        yield amount == null ? null : "%030.12f".formatted(amount);
      }
      case "end_time" -> {
        Instant end = ((ExecutionRecord) record).endTime();
        yield end == null ? null : WireTime.utc(end);
      }
      case "event_type" -> ((TimelineRecord) record).eventType();
      case "level" -> Integer.toString(((LogRecord) record).level().code());
      default -> throw new IllegalArgumentException(field);
    };
  }

  private static Comparator<Position> order(List<Ordering> ordering) {
    Comparator<@Nullable String> texts = Comparator.nullsFirst(Comparator.naturalOrder());
    Comparator<Position> order = (_, _) -> 0;
    for (int i = 0; i < ordering.size(); i++) {
      int index = i;
      Comparator<Position> next =
          Comparator.comparing(position -> position.keys().get(index), texts);
      order = order.thenComparing(ordering.get(i).descending() ? next.reversed() : next);
    }
    Comparator<Position> byId = Comparator.comparing(position -> position.id().toString());
    return order.thenComparing(ordering.getFirst().descending() ? byId.reversed() : byId);
  }
}
