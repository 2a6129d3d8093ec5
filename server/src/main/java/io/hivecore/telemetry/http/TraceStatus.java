package io.hivecore.telemetry.http;

import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.TraceRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a trace stands. */
final class TraceStatus {
  private TraceStatus() {}

  /** {@code running} while a span has not ended, else {@code error} when the root failed. */
  static String of(TraceRecord trace) {
    TraceFigures figures = trace.figures();
    if (figures.open() > 0 || figures.spans() == 0) {
      return "running";
    }
    return figures.status() == SpanStatus.ERROR ? "error" : "ok";
  }

  static @Nullable Double durationMillis(TraceRecord trace) {
    Instant start = trace.figures().start();
    Instant end = trace.figures().end();
    return start == null || end == null
        ? null
        : Math.max(0, Duration.between(start, end).toNanos() / 1e6);
  }
}
