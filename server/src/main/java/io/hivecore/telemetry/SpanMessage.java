package io.hivecore.telemetry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;

/**
 * One message of a prompt or completion that came in a log event of its own.
 *
 * @param json the text of one JSON value
 */
public record SpanMessage(Instant time, Side side, String json) {
  /** The order in which a span's messages are shown. */
  public static final Comparator<SpanMessage> ORDER =
      Comparator.comparing(SpanMessage::time)
          .thenComparing(SpanMessage::side)
          .thenComparing(SpanMessage::json);

  public SpanMessage {
    requireNonNull(time, "time");
    requireNonNull(side, "side");
    requireNonNull(json, "json");
  }

  /** On which side of the call it stands. The order is part of the journal's format. */
  public enum Side {
    INPUT,
    OUTPUT
  }
}
