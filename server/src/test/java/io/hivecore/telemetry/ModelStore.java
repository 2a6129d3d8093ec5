package io.hivecore.telemetry;

import io.hivecore.telemetry.traces.Call;
import io.hivecore.telemetry.traces.TraceOutcome;
import io.hivecore.telemetry.traces.TwinCalls;
import io.hivecore.tenancy.TenantId;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A telemetry store in plain collections, as slow as it is easy to read: what a real store's
 * answers are compared with. It does not export, and does not say what it did to the ledger.
 */
final class ModelStore implements TelemetryStore, TelemetryQueries {
  private final Map<Identity, TelemetryRecord> records = new LinkedHashMap<>();
  private final Set<Identity> derived = new HashSet<>();
  private long applied;
  private int doubledCalls;

  record Identity(TenantId tenant, RecordKind kind, UUID id) {}

  @Override
  public long appliedSequence() {
    return applied;
  }

  @Override
  public UsageChanges apply(List<SequencedRecord> batch, long upTo) {
    for (SequencedRecord sequenced : batch) {
      if (sequenced.sequence() > applied) {
        TelemetryRecord record = sequenced.record();
        Identity identity = new Identity(sequenced.tenant(), record.kind(), record.id());
        TelemetryRecord before = records.get(identity);
        if (before instanceof MergedRecord state) {
          records.put(identity, MergedRecord.merge(state, (MergedRecord) record));
        } else {
          records.putIfAbsent(identity, record);
        }
      }
    }
    applied = Math.max(applied, upTo);
    deriveAll();
    return UsageChanges.NONE;
  }

  /** How many calls do not count, because another trace tells of them too; of one tenant. */
  int doubledCalls() {
    return doubledCalls;
  }

  @Override
  public Duration applying() {
    return Duration.ZERO;
  }

  /** Draws anew what follows from all spans. */
  private void deriveAll() {
    records.keySet().removeAll(derived);
    derived.clear();
    Map<TenantId, Map<String, List<SpanRecord>>> traces = new LinkedHashMap<>();
    records.forEach(
        (identity, record) -> {
          if (record instanceof SpanRecord span) {
            traces
                .computeIfAbsent(identity.tenant(), ignored -> new LinkedHashMap<>())
                .computeIfAbsent(span.traceId(), ignored -> new ArrayList<>())
                .add(span);
          }
        });
    traces.forEach((tenant, each) -> derive(tenant, each.values()));
  }

  private void derive(TenantId tenant, Collection<List<SpanRecord>> traces) {
    Set<UUID> doubled = new HashSet<>();
    List<Call> calls = new ArrayList<>();
    traces.forEach(spans -> calls.addAll(calls(spans)));
    TwinCalls.doubled(calls, calls).forEach(call -> doubled.add(call.usage().id()));
    doubledCalls = doubled.size();
    traces.forEach(spans -> derive(tenant, spans, doubled));
  }

  private static List<Call> calls(List<SpanRecord> spans) {
    Map<String, UsageRecord> usage = TraceOutcome.of(spans).usage();
    List<Call> calls = new ArrayList<>();
    for (SpanRecord span : spans) {
      UsageRecord billed = usage.get(span.spanId());
      if (billed != null) {
        calls.add(new Call(span.outline(), billed));
      }
    }
    return calls;
  }

  private void derive(TenantId tenant, List<SpanRecord> spans, Set<UUID> doubled) {
    TraceOutcome outcome = TraceOutcome.of(spans);
    outcome
        .usage()
        .values()
        .forEach(
            usage -> {
              if (!doubled.contains(usage.id())) {
                derive(tenant, usage);
              }
            });
    outcome.executions().values().forEach(execution -> derive(tenant, execution));
    UUID id = new RecordNames().trace(spans.getFirst().traceId());
    Identity identity = new Identity(tenant, RecordKind.TRACE, id);
    TraceRecord said = (TraceRecord) records.get(identity);
    SpanRecord last = spans.getLast();
    if (said == null) {
      Context nothing = new Context("", "", "", "", last.traceId(), "");
      said =
          new TraceRecord(
              id,
              last.timestamp(),
              last.receivedAt(),
              nothing,
              "",
              Subject.NONE,
              "",
              "",
              List.of(),
              "",
              TraceFigures.NONE,
              null);
      derived.add(identity);
    }
    records.put(
        identity, said.withFigures(outcome.figures(), outcome.context(), last.receivedAt()));
  }

  private void derive(TenantId tenant, TelemetryRecord record) {
    Identity identity = new Identity(tenant, record.kind(), record.id());
    if (records.putIfAbsent(identity, record) == null) {
      derived.add(identity);
    }
  }

  @Override
  public boolean mayContain(TenantId tenant, RecordKind kind, UUID id) {
    return contains(tenant, kind, id);
  }

  @Override
  public boolean contains(TenantId tenant, RecordKind kind, UUID id) {
    return records.containsKey(new Identity(tenant, kind, id));
  }

  @Override
  public Optional<ExecutionRecord> execution(TenantId tenant, UUID id) {
    return Optional.ofNullable(
        (ExecutionRecord) records.get(new Identity(tenant, RecordKind.EXECUTION, id)));
  }

  @Override
  public TelemetryQueries queries() {
    return this;
  }

  @Override
  public void deleteTraces(TenantId tenant, Set<String> traceIds) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long deletePoints(TenantId tenant, Whose whose) {
    int before = records.size();
    records
        .entrySet()
        .removeIf(
            entry ->
                entry.getKey().tenant().equals(tenant)
                    && entry.getValue() instanceof MetricPoint point
                    && whose
                        .id()
                        .equals(
                            switch (whose) {
                              case Whose.Session _ -> point.subject().sessionId();
                              case Whose.EndUser _ -> point.subject().userId();
                            }));
    return (long) before - records.size();
  }

  @Override
  public TraceQueries traces() {
    throw new UnsupportedOperationException();
  }

  @Override
  public MetricQueries metrics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void expire(Map<TenantId, Duration> keep, Instant now) {
    records
        .entrySet()
        .removeIf(
            entry -> {
              Duration kept = keep.get(entry.getKey().tenant());
              return kept != null && entry.getValue().timestamp().isBefore(now.minus(kept));
            });
  }

  @Override
  public void deleteTenant(TenantId tenant) {
    records.keySet().removeIf(identity -> identity.tenant().equals(tenant));
  }

  @Override
  public StoreStatus status() {
    return new StoreStatus(applied, records.size(), 0, 1, 0);
  }

  @Override
  public void close() {}

  List<TelemetryRecord> all(TenantId tenant, RecordKind kind, RecordFilter filter) {
    return records.entrySet().stream()
        .filter(entry -> entry.getKey().tenant().equals(tenant))
        .filter(entry -> entry.getKey().kind() == kind)
        .map(Map.Entry::getValue)
        .filter(record -> matches(record, filter))
        .toList();
  }

  private static boolean matches(TelemetryRecord record, RecordFilter filter) {
    Context context = record.context();
    return (filter.from() == null || !record.timestamp().isBefore(filter.from()))
        && (filter.to() == null || record.timestamp().isBefore(filter.to()))
        && asked(filter.projectIds(), context.projectId())
        && asked(filter.roundIds(), context.roundId())
        && asked(filter.agentNames(), agent(record))
        && switch (record) {
          case UsageRecord usage -> asked(filter.modelNames(), usage.modelName());
          case ExecutionRecord execution ->
              asked(filter.executionStatuses(), execution.effectiveStatus());
          case TimelineRecord timeline -> asked(filter.eventTypes(), timeline.eventType());
          case LogRecord log -> asked(filter.levels(), log.level());
          case SpanRecord span -> asked(filter.modelNames(), span.call().model());
          case ScoreRecord ignored -> true;
          case TraceRecord ignored -> true;
          case MetricPoint ignored -> true;
        };
  }

  private static String agent(TelemetryRecord record) {
    Context context = record.context();
    return switch (record.kind()) {
      case USAGE, EXECUTION, SPAN, SCORE, TRACE -> context.agentName();
      case TIMELINE, LOG, METRIC_POINT ->
          context.agentName().isEmpty() ? context.agentId() : context.agentName();
    };
  }

  private static <T> boolean asked(Set<T> values, T value) {
    return values.isEmpty() || values.contains(value);
  }

  @Override
  public Page<TelemetryRecord> list(
      TenantId tenant, RecordKind kind, RecordFilter filter, PageRequest page, Duration deadline) {
    List<TelemetryRecord> sorted = new ArrayList<>(all(tenant, kind, filter));
    sorted.sort(order(page.ordering()));
    int from = (int) page.offset();
    if (page.after() != null) {
      from = 0;
      while (from < sorted.size() && !sorted.get(from).id().equals(page.after().id())) {
        from++;
      }
      from++;
    }
    from = Math.min(from, sorted.size());
    int to = Math.min(from + page.limit(), sorted.size());
    List<TelemetryRecord> shown = sorted.subList(from, to);
    PageRequest.Position next =
        to < sorted.size() && !shown.isEmpty()
            ? new PageRequest.Position(List.of(), shown.getLast().id())
            : null;
    return new Page<TelemetryRecord>(shown, next);
  }

  static Comparator<TelemetryRecord> order(List<PageRequest.Ordering> orderings) {
    Comparator<TelemetryRecord> order =
        Comparator.comparing(record -> record.id().toString().replace("-", ""));
    if (orderings.getFirst().descending()) {
      order = order.reversed();
    }
    for (PageRequest.Ordering ordering : orderings.reversed()) {
      order =
          Comparator.comparing(
                  (TelemetryRecord record) -> key(record, ordering.field()), nullsLast(ordering))
              .thenComparing(order);
    }
    return order;
  }

  private static Comparator<@Nullable Object> nullsLast(PageRequest.Ordering ordering) {
    Comparator<Object> natural = ModelStore::compareKeys;
    return Comparator.nullsLast(ordering.descending() ? natural.reversed() : natural);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Both are of the type of one field.
  private static int compareKeys(Object left, Object right) {
    return left instanceof String text
        ? Arrays.compareUnsigned(
            text.getBytes(StandardCharsets.UTF_8),
            ((String) right).getBytes(StandardCharsets.UTF_8))
        : ((Comparable) left).compareTo(right);
  }

  private static @Nullable Object key(TelemetryRecord record, String field) {
    Context context = record.context();
    return switch (field) {
      case "id" -> record.id().toString();
      case "timestamp", "start_time" -> record.timestamp();
      case "received_at" -> record.receivedAt();
      case "agentscope_project_id" -> context.projectId();
      case "agentscope_agent_id" -> context.agentId();
      case "execution_round_id" -> context.roundId();
      case "agent_name" -> context.agentName();
      case "trace_id" -> context.traceId();
      case "span_id" -> context.spanId();
      default ->
          switch (record) {
            case UsageRecord usage -> key(usage, field);
            case ExecutionRecord execution -> key(execution, field);
            case TimelineRecord timeline ->
                switch (field) {
                  case "event_type" -> timeline.eventType();
                  case "node_id" -> timeline.nodeId();
                  case "message" -> timeline.message();
                  default -> throw new IllegalArgumentException(field);
                };
            case LogRecord log ->
                switch (field) {
                  case "level" -> log.level();
                  case "source" -> log.source();
                  case "message" -> log.message();
                  default -> throw new IllegalArgumentException(field);
                };
            case SpanRecord ignored -> throw new IllegalArgumentException(field);
            case ScoreRecord ignored -> throw new IllegalArgumentException(field);
            case TraceRecord ignored -> throw new IllegalArgumentException(field);
            case MetricPoint ignored -> throw new IllegalArgumentException(field);
          };
    };
  }

  private static @Nullable Object key(UsageRecord usage, String field) {
    return switch (field) {
      case "model_name" -> usage.modelName();
      case "provider" -> usage.provider();
      case "input_tokens" -> usage.tokens().input();
      case "output_tokens" -> usage.tokens().output();
      case "total_tokens" -> usage.tokens().total();
      case "cache_read_tokens" -> usage.tokens().cacheRead();
      case "cache_write_tokens" -> usage.tokens().cacheWrite();
      case "reasoning_tokens" -> usage.tokens().reasoning();
      case "cost_usd" -> usage.cost().amount();
      case "price_version" -> usage.cost().priceVersion();
      case "duration_ms" -> usage.durationMillis();
      default -> throw new IllegalArgumentException(field);
    };
  }

  private static @Nullable Object key(ExecutionRecord execution, String field) {
    return switch (field) {
      case "execution_id" -> execution.executionId();
      case "node_id" -> execution.nodeId();
      case "round_index" -> execution.roundIndex();
      case "end_time" -> execution.endTime();
      case "duration_ms" -> execution.durationMillis();
      case "status" -> execution.effectiveStatus().wireName();
      case "content" -> execution.content();
      case "error_message" -> execution.errorMessage();
      case "llm_calls" -> execution.llmCalls();
      case "total_tokens" -> execution.totalTokens();
      case "total_cost_usd" -> execution.totalCost();
      default -> throw new IllegalArgumentException(field);
    };
  }

  @Override
  public long count(TenantId tenant, RecordKind kind, RecordFilter filter, Duration deadline) {
    return all(tenant, kind, filter).size();
  }

  @Override
  public Optional<TelemetryRecord> find(
      TenantId tenant, RecordKind kind, UUID id, Duration deadline) {
    return Optional.ofNullable(records.get(new Identity(tenant, kind, id)));
  }

  @Override
  public Set<String> orderableFields(RecordKind kind) {
    throw new UnsupportedOperationException();
  }

  private List<UsageRecord> usage(TenantId tenant, RecordFilter filter) {
    return all(tenant, RecordKind.USAGE, filter).stream().map(UsageRecord.class::cast).toList();
  }

  @Override
  public List<List<UsageGroup>> usage(
      TenantId tenant, RecordFilter filter, List<UsageGrouping> groupings, Duration deadline) {
    return groupings.stream().map(grouping -> groups(usage(tenant, filter), grouping)).toList();
  }

  private List<UsageGroup> groups(List<UsageRecord> records, UsageGrouping grouping) {
    Map<List<String>, List<UsageRecord>> groups = new LinkedHashMap<>();
    if (grouping.dimensions().isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (UsageRecord usage : records) {
      groups
          .computeIfAbsent(values(usage, grouping.dimensions()), ignored -> new ArrayList<>())
          .add(usage);
    }
    return groups.entrySet().stream()
        .map(group -> new UsageGroup(group.getKey(), sums(group.getValue())))
        .sorted(
            Comparator.comparingLong((UsageGroup group) -> group.totals().totalTokens())
                .reversed()
                .thenComparing(UsageGroup::values, ModelStore::compareTexts))
        .limit(grouping.limit())
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
    Map<ZonedDateTime, Map<List<String>, List<UsageRecord>>> buckets = new TreeMap<>();
    for (UsageRecord usage : usage(tenant, filter)) {
      buckets
          .computeIfAbsent(
              interval.floor(usage.timestamp().atZone(zone)),
              ignored -> new TreeMap<>(ModelStore::compareTexts))
          .computeIfAbsent(values(usage, dimensions), ignored -> new ArrayList<>())
          .add(usage);
    }
    List<TrendPoint> points = new ArrayList<>();
    buckets.forEach(
        (period, groups) ->
            groups.forEach(
                (values, usage) -> points.add(new TrendPoint(period, values, sums(usage)))));
    return points;
  }

  private static int compareTexts(List<String> left, List<String> right) {
    for (int i = 0; i < left.size(); i++) {
      int compared = compareKeys(left.get(i), right.get(i));
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
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

  private static UsageTotals sums(List<UsageRecord> usage) {
    return new UsageTotals(
        usage.size(),
        sum(usage, record -> record.tokens().input()),
        sum(usage, record -> record.tokens().output()),
        sum(usage, record -> record.tokens().total()),
        sum(usage, record -> record.tokens().cacheRead()),
        sum(usage, record -> record.tokens().cacheWrite()),
        sum(usage, record -> record.tokens().reasoning()),
        usage.stream()
            .map(record -> record.cost().amount())
            .filter(amount -> amount != null)
            .reduce(BigDecimal.ZERO, BigDecimal::add),
        usage.stream().filter(record -> record.cost().amount() == null).count(),
        durations(usage.stream().map(UsageRecord::durationMillis).toList()));
  }

  private static long sum(List<UsageRecord> usage, Function<UsageRecord, Long> tokens) {
    return usage.stream().mapToLong(tokens::apply).sum();
  }

  @Override
  public List<ExecutionGroup> executions(
      TenantId tenant,
      RecordFilter filter,
      List<ExecutionDimension> dimensions,
      int most,
      Duration deadline) {
    Map<List<String>, List<ExecutionRecord>> groups = new HashMap<>();
    if (dimensions.isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (TelemetryRecord record : all(tenant, RecordKind.EXECUTION, filter)) {
      ExecutionRecord execution = (ExecutionRecord) record;
      List<String> values =
          dimensions.stream()
              .map(
                  dimension ->
                      switch (dimension) {
                        case AGENT_NAME -> execution.context().agentName();
                        case PROJECT -> execution.context().projectId();
                        case ROUND -> execution.context().roundId();
                        case STATUS -> execution.effectiveStatus().wireName();
                      })
              .toList();
      groups.computeIfAbsent(values, key -> new ArrayList<>()).add(execution);
    }
    return groups.entrySet().stream()
        .map(entry -> new ExecutionGroup(entry.getKey(), totals(entry.getValue())))
        .sorted(
            Comparator.comparingLong((ExecutionGroup group) -> -group.totals().total())
                .thenComparing(group -> group.values().toString()))
        .limit(most)
        .toList();
  }

  private static ExecutionTotals totals(List<ExecutionRecord> executions) {
    return new ExecutionTotals(
        executions.size(),
        count(executions, ExecutionStatus.RUNNING),
        count(executions, ExecutionStatus.COMPLETED),
        count(executions, ExecutionStatus.FAILED),
        durations(
            executions.stream()
                .map(ExecutionRecord::durationMillis)
                .filter(millis -> millis != null)
                .toList()));
  }

  private static long count(List<ExecutionRecord> executions, ExecutionStatus status) {
    return executions.stream().filter(execution -> execution.effectiveStatus() == status).count();
  }

  private static Durations durations(List<Double> millis) {
    if (millis.isEmpty()) {
      return Durations.NONE;
    }
    List<Double> sorted = millis.stream().sorted().toList();
    return new Durations(
        millis.stream().mapToDouble(Double::doubleValue).average().orElse(0),
        nearestRank(sorted, 0.50),
        nearestRank(sorted, 0.95),
        nearestRank(sorted, 0.99));
  }

  private static double nearestRank(List<Double> sorted, double part) {
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }

  @Override
  public void export(
      TenantId tenant,
      RecordKind kind,
      RecordFilter filter,
      PageRequest page,
      ExportFormat format,
      OutputStream out,
      Duration deadline) {
    throw new UnsupportedOperationException();
  }
}
