package io.hivecore.telemetry.http;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records to ask for. Each is made by changing one part of a plain one. */
final class Samples {
  static final Context CONTEXT =
      new Context("shop", "round-1", "agent-7", "planner", "trace-1", "span-1");

  private Samples() {}

  static UUID id(long number) {
    return new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
  }

  static Instant at(String time) {
    return Instant.parse(time);
  }

  static Context context(String project, String round, String agent) {
    return new Context(project, round, "id-of-" + agent, agent, "", "");
  }

  static UsageRecord usage(long number, String time) {
    return usage(number, time, CONTEXT, "gpt-4o", 100, "0.0125", 250);
  }

  /** A call with nine tenths of its tokens as input. */
  static UsageRecord usage(
      long number,
      String time,
      Context context,
      String model,
      long tokens,
      @Nullable String cost,
      double millis) {
    return new UsageRecord(
        id(number),
        at(time),
        at(time).plusSeconds(1),
        context,
        model,
        "openai",
        new TokenUsage(tokens / 10 * 9, tokens / 10, tokens, tokens / 5, tokens / 20, tokens / 50),
        cost == null ? Cost.UNPRICED : new Cost(new BigDecimal(cost), null, ""),
        millis,
        null);
  }

  static ExecutionRecord execution(long number, String time, @Nullable ExecutionStatus status) {
    return execution(number, time, CONTEXT, status, null, at(time));
  }

  static ExecutionRecord execution(
      long number,
      String time,
      Context context,
      @Nullable ExecutionStatus status,
      @Nullable Double millis,
      Instant heard) {
    return new ExecutionRecord(
        id(number),
        "run-" + number,
        at(time),
        heard,
        context,
        null,
        null,
        null,
        millis,
        status,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static TimelineRecord event(long number, String time, String type) {
    return new TimelineRecord(
        id(number), at(time), false, at(time), CONTEXT, type, "", "", "{}", null);
  }

  static LogRecord log(long number, String time, LogLevel level) {
    return new LogRecord(
        id(number), at(time), false, at(time), CONTEXT, level, "tick", "", "{}", null);
  }
}
