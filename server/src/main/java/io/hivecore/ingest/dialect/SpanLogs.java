package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanMessage;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Makes of log events that belong to a span a part of that span, which joins it whichever comes
 * first. Belongs to one request.
 */
final class SpanLogs {
  private final Arrival arrival;
  private final Identities identities;
  private final Details details = new Details();

  SpanLogs(Arrival arrival, Identities identities) {
    this.arrival = arrival;
    this.identities = identities;
  }

  /** Whether an event is one for {@link #read}. */
  static boolean isPart(LogEvent event) {
    return event.isOfSpan()
        && (MessageEvents.isMessage(event.name())
            || MessageEvents.isFailure(event.name())
            || MessageEvents.carriesAttributes(event.name()));
  }

  /**
   * Makes the part.
   *
   * @param found what the event's attributes and body say
   */
  IncomingRecord read(LogEvent event, Found found, Origin origin) {
    boolean message = MessageEvents.isMessage(event.name());
    boolean failure = MessageEvents.isFailure(event.name());
    Instant sent = event.time();
    Instant time = sent == null ? arrival.receivedAt() : sent;
    SpanKind kind = message ? SpanKind.SPAN : SpanParts.kind(found, "");
    ModelCall call = SpanParts.call(found, origin, kind, "", null);
    SpanContent content =
        message
            ? new SpanContent("", "", "", "", List.of(message(event, time)))
            : Contents.of(found, kind, List.of());
    String dialect = found.text(Slot.DIALECT);
    return new IncomingRecord(
        new SpanRecord(
            identities.ofSpan(event.traceId(), event.spanId()).id(),
            time,
            arrival.receivedAt(),
            SpanParts.context(
                found,
                origin,
                arrival,
                origin.text(found, Slot.AGENT_NAME),
                event.traceId(),
                event.spanId()),
            false,
            false,
            "",
            kind,
            "",
            null,
            failure ? SpanStatus.ERROR : SpanStatus.UNSET,
            failure ? SpanStatuses.shortened(SpanEvents.failure(event.attributes())) : "",
            SpanParts.subject(found, origin),
            call,
            message ? null : SpanParts.tokens(found, origin, kind, call.provider()),
            message ? Cost.UNPRICED : SpanParts.cost(found),
            content,
            new SpanDetail(
                message ? List.of() : found.texts(Slot.TAGS),
                "",
                message ? "" : details.attributes(event.log().getAttributesList(), found, content),
                "",
                "",
                origin.resource(),
                origin.scope()),
            origin.dialect().isEmpty() ? dialect : origin.dialect(),
            null),
        true,
        message ? 0 : SpanParts.hourCacheWrites(found));
  }

  private static SpanMessage message(LogEvent event, Instant time) {
    Object body = JsonIn.structure(event.body());
    if (body instanceof Map<?, ?> object) {
      return MessageEvents.message(event.name(), time, object);
    }
    return event.body() instanceof String text && !text.isBlank()
        ? MessageEvents.message(event.name(), time, Map.of("content", text))
        : MessageEvents.message(event.name(), time, event.attributes());
  }
}
