package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Identities.Identity;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.RecordKind;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.time.Instant;
import java.util.Locale;

/** Makes a line of log of a log record that is nothing more. */
final class PlainLogs {
  /** OpenTelemetry's severity numbers: four for each level. */
  private static final int INFO = 9;

  private static final int WARN = 13;
  private static final int ERROR = 17;

  private PlainLogs() {}

  static IncomingRecord record(
      LogEvent event,
      Found found,
      Origin origin,
      Arrival arrival,
      Identities identities,
      int index) {
    Context context =
        SpanParts.context(
            found,
            origin,
            arrival,
            origin.text(found, Slot.AGENT_NAME),
            event.traceId(),
            event.spanId());
    Instant sent = event.time();
    LogLevel level = level(event.log());
    String message = message(event);
    String source = Readings.shortened(Tree.clean(origin.scopeName()));
    String metadata = JsonOut.of(event.attributes());
    // A resent request must not log twice; nanoseconds and all that was said tell lines apart.
    Identity identity =
        sent == null
            ? identities.ofPlace(RecordKind.LOG, index)
            : identities.ofSpanContent(
                RecordKind.LOG,
                context.traceId(),
                context.spanId(),
                sent,
                Long.toUnsignedString(event.log().getTimeUnixNano()),
                level.wireName(),
                message,
                source,
                metadata,
                context.projectId(),
                context.roundId(),
                origin.resource(),
                origin.scope());
    return new IncomingRecord(
        new io.hivecore.telemetry.LogRecord(
            identity.id(),
            sent == null ? arrival.receivedAt() : sent,
            sent == null,
            arrival.receivedAt(),
            context,
            level,
            message,
            source,
            metadata,
            null),
        identity.chosen());
  }

  private static LogLevel level(LogRecord log) {
    int severity = log.getSeverityNumberValue();
    if (severity == 0) {
      return level(log.getSeverityText().toLowerCase(Locale.ROOT));
    }
    if (severity < INFO) {
      return LogLevel.DEBUG;
    }
    if (severity < WARN) {
      return LogLevel.INFO;
    }
    return severity < ERROR ? LogLevel.WARNING : LogLevel.ERROR;
  }

  /** By the words that logging libraries have for them. */
  private static LogLevel level(String word) {
    return switch (word) {
      case "trace", "debug", "verbose", "fine" -> LogLevel.DEBUG;
      case "warn", "warning" -> LogLevel.WARNING;
      case "error", "err", "severe", "critical", "fatal" -> LogLevel.ERROR;
      default -> LogLevel.INFO;
    };
  }

  /** The body as text, structured ones as JSON; without a body the event's name. */
  private static String message(LogEvent event) {
    Object body = event.body();
    String text = body == null ? null : (String) Readings.CONTENT.read(body);
    return text == null ? event.name() : text;
  }
}
