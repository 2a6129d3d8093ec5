package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.SpanStatus;
import io.opentelemetry.proto.trace.v1.Status;

/** How a span ended, from its status, its attributes and its exceptions. */
final class SpanStatuses {
  /** Records exceptions as events only. */
  private static final String AGENT_SCOPE_STUDIO = "agentscope-java";

  /**
   * Says that all is well when a run begins, which OpenTelemetry's SDK never takes back; it records
   * an exception only where a run failed.
   */
  private static final String LANG_SMITH = "langsmith";

  private static final int MOST_MESSAGE = 10_000;

  private SpanStatuses() {}

  record Outcome(SpanStatus status, String message) {}

  static Outcome of(Status sent, Found found, Origin origin, SpanEvents events) {
    SpanStatus status =
        switch (sent.getCode()) {
          case STATUS_CODE_OK -> SpanStatus.OK;
          case STATUS_CODE_ERROR -> SpanStatus.ERROR;
          case STATUS_CODE_UNSET, UNRECOGNIZED -> SpanStatus.UNSET;
        };
    boolean failed =
        found.text(Slot.LEVEL).equalsIgnoreCase("ERROR")
            || found.has(Slot.ERROR_TYPE)
            || events.failed()
            || (events.raised() && origin.scopeName().equals(AGENT_SCOPE_STUDIO));
    boolean wronglyWell = events.raised() && origin.scopeName().equals(LANG_SMITH);
    if ((status == SpanStatus.UNSET && failed) || wronglyWell) {
      status = SpanStatus.ERROR;
    }
    return new Outcome(status, message(sent, status, found, events));
  }

  private static String message(Status sent, SpanStatus status, Found found, SpanEvents events) {
    String message = found.text(Slot.STATUS_MESSAGE);
    if (message.isEmpty()) {
      message = Tree.clean(sent.getMessage());
    }
    if (message.isEmpty() && status == SpanStatus.ERROR) {
      message = events.failure().isEmpty() ? found.text(Slot.ERROR_TYPE) : events.failure();
    }
    return shortened(message);
  }

  /** The length of a status message. */
  static String shortened(String message) {
    return message.length() > MOST_MESSAGE ? message.substring(0, MOST_MESSAGE) : message;
  }
}
