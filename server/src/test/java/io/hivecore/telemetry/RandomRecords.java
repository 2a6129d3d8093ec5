package io.hivecore.telemetry;

import io.hivecore.tenancy.TenantId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A believable and a nasty journal, the same for the same seed: few tenants, projects, agents and
 * models, equal timestamps, every optional part now and then absent, money with up to 38 decimals,
 * texts in several scripts, executions that go on over many records.
 */
final class RandomRecords {
  static final TenantId FIRST = TenantId.parse("0a000000-0000-4000-8000-000000000001");
  static final TenantId SECOND = TenantId.parse("fb000000-0000-4000-8000-000000000002");

  private static final List<String> TEXTS =
      List.of(
          "",
          "α",
          "agent-1",
          "Agent-1",
          "计划",
          "a b",
          "\uD83D\uDE00",
          "\uFF5E",
          "it's; --",
          "\"q\",\n2");

  private final Random random;
  private final Instant from;
  private final Duration span;
  private final List<SequencedRecord> executions = new ArrayList<>();
  private long sequence;

  /**
   * A journal.
   *
   * @param from the earliest timestamp
   * @param span up to how much later the timestamps are
   */
  RandomRecords(long seed, Instant from, Duration span) {
    this.random = new Random(seed);
    this.from = from;
    this.span = span;
  }

  /** The kinds that come as records of our own; {@link RandomTraces} has the others. */
  static List<RecordKind> kinds() {
    return List.of(RecordKind.USAGE, RecordKind.EXECUTION, RecordKind.TIMELINE, RecordKind.LOG);
  }

  long sequence() {
    return sequence;
  }

  List<SequencedRecord> next(int count) {
    List<SequencedRecord> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(next());
    }
    return batch;
  }

  private SequencedRecord next() {
    sequence++;
    TenantId tenant = random.nextInt(3) == 0 ? SECOND : FIRST;
    return switch (random.nextInt(8)) {
      case 0 -> new SequencedRecord(sequence, tenant, true, timeline());
      case 1 -> new SequencedRecord(sequence, tenant, true, log());
      case 2, 3 -> execution(tenant);
      default -> new SequencedRecord(sequence, tenant, true, usage());
    };
  }

  private SequencedRecord execution(TenantId tenant) {
    if (!executions.isEmpty() && random.nextInt(3) > 0) {
      int at = Math.max(0, executions.size() - 1 - random.nextInt(40));
      SequencedRecord earlier = executions.get(at);
      return new SequencedRecord(
          sequence, earlier.tenant(), false, execution(earlier.record().id()));
    }
    SequencedRecord created = new SequencedRecord(sequence, tenant, true, execution(id()));
    executions.add(created);
    return created;
  }

  UsageRecord usage() {
    return new UsageRecord(
        id(),
        instant(),
        instant(),
        context(),
        pick("gpt-4o", "claude-opus", "模型"),
        pick("openai", "", "anthropic"),
        new TokenUsage(tokens(), tokens(), tokens(), tokens(), tokens(), tokens()),
        cost(),
        millis(),
        extra());
  }

  private Cost cost() {
    return switch (random.nextInt(4)) {
      case 0 -> Cost.UNPRICED;
      case 1 -> new Cost(amount(), amount(), "prices-2");
      case 2 -> new Cost(amount(), null, "");
      default -> new Cost(null, amount(), "prices-1");
    };
  }

  private ExecutionRecord execution(UUID id) {
    return new ExecutionRecord(
        id,
        "run-" + id,
        instant(),
        instant(),
        context(),
        orNull(text()),
        orNull(random.nextLong(-3, 9)),
        orNull(instant()),
        orNull(millis()),
        orNull(any(random, ExecutionStatus.class)),
        orNull(text()),
        orNull(text()),
        orNull(tokens()),
        orNull(tokens()),
        orNull(amount()),
        extra());
  }

  private TimelineRecord timeline() {
    return new TimelineRecord(
        id(),
        instant(),
        random.nextBoolean(),
        instant(),
        context(),
        pick("agent_start", "agent_end", ""),
        text(),
        text(),
        pick("{}", "{\"a\":[1,2]}"),
        extra());
  }

  private LogRecord log() {
    return new LogRecord(
        id(),
        instant(),
        random.nextBoolean(),
        instant(),
        context(),
        any(random, LogLevel.class),
        text(),
        text(),
        pick("{}", "{\"k\":\"v\"}"),
        extra());
  }

  private Context context() {
    return new Context(
        pick("p1", "p2", ""),
        pick("r1", "r2", ""),
        text(),
        pick("planner", "coder"),
        text(),
        text());
  }

  private @Nullable String extra() {
    return orNull("{\"unknown\":\"" + random.nextInt(5) + "\"}");
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private Instant instant() {
    if (random.nextInt(4) == 0) {
      return from.plus(span.dividedBy(8).multipliedBy(random.nextInt(8)));
    }
    return from.plusNanos((long) (random.nextDouble() * span.toNanos()))
        .truncatedTo(ChronoUnit.MICROS);
  }

  private long tokens() {
    return random.nextInt(6) == 0
        ? 0
        : random.nextLong(1, random.nextInt(9) == 0 ? TokenUsage.MAX : 5000);
  }

  private double millis() {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> random.nextInt(5);
      default -> Math.exp(random.nextDouble() * 14 - 2);
    };
  }

  private BigDecimal amount() {
    int decimals =
        switch (random.nextInt(5)) {
          case 0 -> 0;
          case 1 -> 38;
          case 2 -> random.nextInt(39);
          default -> 6;
        };
    return new BigDecimal(
            new BigInteger(random.nextInt(5) == 0 ? 40 + decimals * 3 : 20, random), decimals)
        .remainder(new BigDecimal("1e12"));
  }

  static <E extends Enum<E>> E any(Random random, Class<E> type) {
    List<E> values = List.copyOf(EnumSet.allOf(type));
    return values.get(random.nextInt(values.size()));
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private <T> @Nullable T orNull(T value) {
    return random.nextInt(3) == 0 ? null : value;
  }
}
