package io.hivecore.live;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.tenancy.TenantId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records as a small fleet of agents would send them. */
public final class Fleet {
  public static final TenantId APIARY = TenantId.parse("018f2b1c-0000-7000-8000-00000000000a");
  public static final TenantId BURROW = TenantId.parse("018f2b1c-0000-7000-8000-00000000000b");
  public static final Instant NINE_THIRTY = Instant.parse("2026-03-01T09:30:00.123456Z");

  private Fleet() {}

  /** A stable identity for a name. */
  public static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  public static Context context(String project, String round, String agent) {
    return new Context(project, round, agent.isEmpty() ? "" : agent + "-7", agent, "trace", "span");
  }

  public static UsageRecord usage(String name, Context context, String model) {
    return new UsageRecord(
        id(name),
        NINE_THIRTY,
        NINE_THIRTY,
        context,
        model,
        "openai",
        new TokenUsage(123, 45, 168, 0, 0, 0),
        new Cost(new BigDecimal("0.000045449999999999993"), null, ""),
        1500.5,
        null);
  }

  public static ExecutionRecord execution(
      String name, Context context, @Nullable ExecutionStatus status) {
    boolean over = status != null && status.isTerminal();
    return new ExecutionRecord(
        id(name),
        name,
        NINE_THIRTY,
        NINE_THIRTY,
        context,
        "n2",
        1L,
        over ? NINE_THIRTY.plusMillis(42_600) : null,
        over ? 42_600.0 : null,
        status,
        over ? "result text" : null,
        over ? "" : null,
        over ? 2L : null,
        over ? 20L : null,
        over ? new BigDecimal("0.3") : null,
        null);
  }

  public static TimelineRecord timeline(String name, Context context, String message) {
    return new TimelineRecord(
        id(name), NINE_THIRTY, true, NINE_THIRTY, context, "agent_end", "n2", message, "{}", null);
  }

  public static LogRecord log(String name, Context context, LogLevel level, String message) {
    return new LogRecord(
        id(name),
        NINE_THIRTY,
        false,
        NINE_THIRTY,
        context,
        level,
        message,
        "builder.py",
        "{}",
        null);
  }
}
