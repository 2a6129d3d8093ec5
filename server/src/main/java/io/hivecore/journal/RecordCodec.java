package io.hivecore.journal;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.MetricPoint;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.telemetry.UsageRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as bytes, for the journal. The first octet is the payload's version; every version that
 * was ever released stays readable. Instants are cut to microseconds.
 */
public final class RecordCodec {
  private static final int VERSION = 1;

  private RecordCodec() {}

  public static byte[] encode(TelemetryRecord record) {
    PayloadWriter out = new PayloadWriter(expectedBytes(record));
    out.octet(VERSION);
    out.uuid(record.id());
    out.instant(record.timestamp());
    out.instant(record.receivedAt());
    context(out, record.context());
    switch (record) {
      case UsageRecord usage -> usage(out, usage);
      case ExecutionRecord execution -> execution(out, execution);
      case TimelineRecord timeline -> timeline(out, timeline);
      case LogRecord log -> log(out, log);
      case SpanRecord span -> SpanCodec.write(out, span);
      case TraceRecord trace -> TraceCodec.write(out, trace);
      case ScoreRecord score -> ScoreCodec.write(out, score);
      case MetricPoint point -> MetricPointCodec.write(out, point);
    }
    out.text(record.extra());
    return out.toBytes();
  }

  /**
   * Reads a payload.
   *
   * @throws IllegalArgumentException when the bytes are not a payload of that kind, or of a version
   *     that this program does not know
   */
  public static TelemetryRecord decode(RecordKind kind, byte[] payload) {
    PayloadReader in = new PayloadReader(payload);
    int version = in.octet();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "payload version " + version + " is not known, only " + VERSION);
    }
    TelemetryRecord record =
        switch (kind) {
          case USAGE -> usage(in);
          case EXECUTION -> execution(in);
          case TIMELINE -> timeline(in);
          case LOG -> log(in);
          case SPAN -> SpanCodec.read(in);
          case TRACE -> TraceCodec.read(in);
          case SCORE -> ScoreCodec.read(in);
          case METRIC_POINT -> MetricPointCodec.read(in);
        };
    in.end();
    return record;
  }

  private static void context(PayloadWriter out, Context context) {
    out.text(context.projectId());
    out.text(context.roundId());
    out.text(context.agentId());
    out.text(context.agentName());
    out.text(context.traceId());
    out.text(context.spanId());
  }

  static Context context(PayloadReader in) {
    return new Context(in.text(), in.text(), in.text(), in.text(), in.text(), in.text());
  }

  private static void usage(PayloadWriter out, UsageRecord usage) {
    out.text(usage.modelName());
    out.text(usage.provider());
    tokens(out, usage.tokens());
    cost(out, usage.cost());
    out.real(usage.durationMillis());
  }

  static void tokens(PayloadWriter out, TokenUsage tokens) {
    out.whole(tokens.input());
    out.whole(tokens.output());
    out.whole(tokens.total());
    out.whole(tokens.cacheRead());
    out.whole(tokens.cacheWrite());
    out.whole(tokens.reasoning());
  }

  static TokenUsage tokens(PayloadReader in) {
    return new TokenUsage(in.whole(), in.whole(), in.whole(), in.whole(), in.whole(), in.whole());
  }

  static void cost(PayloadWriter out, Cost cost) {
    out.decimalOrNull(cost.reported());
    out.decimalOrNull(cost.computed());
    out.text(cost.priceVersion());
  }

  static Cost cost(PayloadReader in) {
    return new Cost(in.decimalOrNull(), in.decimalOrNull(), in.text());
  }

  private static UsageRecord usage(PayloadReader in) {
    return new UsageRecord(
        in.uuid(),
        in.instant(),
        in.instant(),
        context(in),
        in.text(),
        in.text(),
        tokens(in),
        cost(in),
        in.real(),
        in.textOrNull());
  }

  private static void execution(PayloadWriter out, ExecutionRecord execution) {
    out.text(execution.executionId());
    out.text(execution.nodeId());
    out.wholeOrNull(execution.roundIndex());
    out.instantOrNull(execution.endTime());
    out.realOrNull(execution.durationMillis());
    ExecutionStatus status = execution.status();
    out.octet(status == null ? 0 : status.code());
    out.text(execution.content());
    out.text(execution.errorMessage());
    out.wholeOrNull(execution.llmCalls());
    out.wholeOrNull(execution.totalTokens());
    out.decimalOrNull(execution.totalCost());
  }

  private static ExecutionRecord execution(PayloadReader in) {
    var id = in.uuid();
    var timestamp = in.instant();
    var receivedAt = in.instant();
    Context context = context(in);
    return new ExecutionRecord(
        id,
        in.text(),
        timestamp,
        receivedAt,
        context,
        in.textOrNull(),
        in.wholeOrNull(),
        in.instantOrNull(),
        in.realOrNull(),
        status(in.octet()),
        in.textOrNull(),
        in.textOrNull(),
        in.wholeOrNull(),
        in.wholeOrNull(),
        in.decimalOrNull(),
        in.textOrNull());
  }

  private static @Nullable ExecutionStatus status(int code) {
    return code == 0
        ? null
        : ExecutionStatus.ofCode(code)
            .orElseThrow(() -> new IllegalArgumentException("payload has status " + code));
  }

  private static void timeline(PayloadWriter out, TimelineRecord timeline) {
    out.bool(timeline.timestampFromArrival());
    out.text(timeline.eventType());
    out.text(timeline.nodeId());
    out.text(timeline.message());
    out.text(timeline.metadata());
  }

  private static TimelineRecord timeline(PayloadReader in) {
    var id = in.uuid();
    var timestamp = in.instant();
    var receivedAt = in.instant();
    Context context = context(in);
    return new TimelineRecord(
        id,
        timestamp,
        in.bool(),
        receivedAt,
        context,
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.textOrNull());
  }

  private static void log(PayloadWriter out, LogRecord log) {
    out.bool(log.timestampFromArrival());
    out.octet(log.level().code());
    out.text(log.message());
    out.text(log.source());
    out.text(log.metadata());
  }

  private static LogRecord log(PayloadReader in) {
    var id = in.uuid();
    var timestamp = in.instant();
    var receivedAt = in.instant();
    Context context = context(in);
    return new LogRecord(
        id,
        timestamp,
        in.bool(),
        receivedAt,
        context,
        level(in.octet()),
        in.text(),
        in.text(),
        in.text(),
        in.textOrNull());
  }

  private static LogLevel level(int code) {
    return LogLevel.ofCode(code)
        .orElseThrow(() -> new IllegalArgumentException("payload has level " + code));
  }

  private static int expectedBytes(TelemetryRecord record) {
    int texts =
        switch (record) {
          case UsageRecord ignored -> 0;
          case ExecutionRecord execution ->
              length(execution.content()) + length(execution.errorMessage());
          case TimelineRecord timeline ->
              timeline.message().length() + timeline.metadata().length();
          case LogRecord log -> log.message().length() + log.metadata().length();
          case SpanRecord span -> SpanCodec.expectedBytes(span);
          case TraceRecord trace -> trace.input().length() + trace.output().length();
          case ScoreRecord score -> score.comment().length() + score.metadata().length();
          case MetricPoint point ->
              point.attributes().length() + point.resource().length() + point.scope().length();
        };
    return 256 + texts + length(record.extra());
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
