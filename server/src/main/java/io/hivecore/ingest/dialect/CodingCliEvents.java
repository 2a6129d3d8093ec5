package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of what command-line agents log: one trace for each prompt of a session, with one
 * agent as its root and calls of models and tools below it. Belongs to one request.
 */
final class CodingCliEvents {
  private static final String DIALECT = "coding-cli";
  private static final String SCHEME = "hivecore.cli.v1";

  private final Arrival arrival;
  private final Identities identities;
  private final Details details = new Details();

  CodingCliEvents(Arrival arrival, Identities identities) {
    this.arrival = arrival;
    this.identities = identities;
  }

  /** The spans that an event tells of, or null when it is only a line of log. */
  @Nullable List<IncomingRecord> read(LogEvent event, Found found, Origin origin) {
    CodingCli cli = CodingCli.ofEvent(event.name());
    if (cli == null) {
      // Gemini CLI says all of its calls again in an event of OpenTelemetry's.
      return origin.scopeName().equals("gemini-cli")
              && MessageEvents.carriesAttributes(event.name())
          ? List.of()
          : null;
    }
    String name = cli.eventOf(event.name());
    Trace trace = trace(cli, event, found, origin);
    if (name.equals(CodingCli.USER_PROMPT)) {
      return List.of(root(trace, event.content(CodingCli.PROMPT), ""));
    }
    if (name.equals(CodingCli.ASSISTANT_RESPONSE)) {
      // The last one of a prompt is the answer to it.
      return List.of(root(trace, "", event.content(CodingCli.RESPONSE)));
    }
    if (cli.isGeneration(name, event)) {
      return List.of(child(trace, SpanKind.GENERATION, event, found), root(trace, "", ""));
    }
    return cli.isTool(name)
        ? List.of(child(trace, SpanKind.TOOL, event, found), root(trace, "", ""))
        : null;
  }

  private record Trace(
      CodingCli cli,
      String traceId,
      String rootId,
      Instant time,
      Context context,
      Subject subject,
      String version,
      Origin origin) {}

  private Trace trace(CodingCli cli, LogEvent event, Found found, Origin origin) {
    String session = event.text(CodingCli.SESSION);
    if (session.isEmpty()) {
      session = origin.said().getOrDefault(Slot.SESSION, "");
    }
    String prompt = event.text(CodingCli.PROMPT_ID);
    // Without either there is nothing that it belongs to but itself.
    String itself = session.isEmpty() && prompt.isEmpty() ? itself(event) : "";
    String traceId = StableHash.traceId(SCHEME, cli.wireName(), session, prompt, itself);
    String rootId = StableHash.spanId(SCHEME, traceId);
    String user = event.text(CodingCli.USER);
    Subject said = SpanParts.subject(found, origin);
    Instant time = event.time();
    return new Trace(
        cli,
        traceId,
        rootId,
        time == null ? arrival.receivedAt() : time,
        SpanParts.context(found, origin, arrival, cli.wireName(), traceId, rootId),
        new Subject(
            session,
            user.isEmpty() ? said.userId() : user,
            environment(cli, said, origin),
            cli.sendsItsVersion() ? said.release() : ""),
        event.text(CodingCli.VERSION),
        origin);
  }

  /** Codex has a name of its own for it. */
  private static String environment(CodingCli cli, Subject said, Origin origin) {
    boolean own = cli == CodingCli.CODEX && said.environment().isEmpty();
    return own && JsonIn.firstMember(origin.resource(), "env") instanceof String environment
        ? environment
        : said.environment();
  }

  private static String itself(LogEvent event) {
    return event.log().getTimeUnixNano() + " " + JsonOut.of(event.attributes());
  }

  private IncomingRecord root(Trace trace, String prompt, String answer) {
    return record(
        trace,
        trace.rootId(),
        "",
        SpanKind.AGENT,
        trace.cli().wireName(),
        trace.time(),
        false,
        SpanStatus.UNSET,
        "",
        new ModelCall("", "", "", "", "", "", null, "", "", "", "", trace.version()),
        null,
        Cost.UNPRICED,
        new SpanContent(prompt, answer, "", "", List.of()),
        new SpanDetail(
            List.of(), "", "", "", "", trace.origin().resource(), trace.origin().scope()));
  }

  private IncomingRecord child(Trace trace, SpanKind kind, LogEvent event, Found found) {
    boolean generation = kind == SpanKind.GENERATION;
    String model = event.text(CodingCli.MODEL);
    String tool = generation ? "" : event.text(CodingCli.TOOL);
    String error = event.content(CodingCli.ERROR);
    boolean failed =
        event.name().endsWith("_error")
            || event.text(List.of("success")).equals("false")
            || (generation && !error.isEmpty());
    SpanContent content =
        new SpanContent(
            generation ? "" : event.content(CodingCli.ARGUMENTS),
            generation
                ? GeminiReplies.joined(event.content(CodingCli.RESPONSE))
                : event.content(CodingCli.RESULT),
            "",
            "",
            List.of());
    return record(
        trace,
        StableHash.spanId(SCHEME, trace.traceId(), event.name(), itself(event)),
        trace.rootId(),
        kind,
        generation ? (model.isEmpty() ? "chat" : "chat " + model) : tool,
        start(trace.time(), event),
        true,
        failed ? SpanStatus.ERROR : SpanStatus.UNSET,
        failed ? error : "",
        new ModelCall(
            "",
            model,
            generation ? trace.cli().provider() : "",
            "",
            event.text(CodingCli.RESPONSE_ID),
            event.first(CodingCli.FINISH_REASONS, Readings.JOINED) instanceof String reasons
                ? reasons
                : "",
            (Double) event.first(CodingCli.FIRST_TOKEN, Readings.MILLIS),
            "",
            "",
            tool,
            event.text(CodingCli.CALL_ID),
            trace.version()),
        generation ? tokens(trace.cli(), event) : null,
        generation ? cost(event) : Cost.UNPRICED,
        content,
        new SpanDetail(
            List.of(),
            "",
            details.attributes(event.log().getAttributesList(), found, content),
            "",
            "",
            trace.origin().resource(),
            trace.origin().scope()));
  }

  /** These events come when the work is done. */
  private static Instant start(Instant end, LogEvent event) {
    Object millis = event.first(CodingCli.DURATION, Readings.MILLIS);
    long nanos = millis instanceof Double duration ? (long) (duration * 1e6) : 0;
    Instant start = end.minusNanos(nanos / 1_000 * 1_000);
    return start.isBefore(Instant.EPOCH) ? end : start;
  }

  private static @Nullable TokenUsage tokens(CodingCli cli, LogEvent event) {
    Long output = event.count(CodingCli.OUTPUT_TOKENS);
    Long reasoning = event.count(CodingCli.REASONING);
    if (cli.countsReasoningBeside() && reasoning != null) {
      output = (output == null ? 0 : output) + reasoning;
    }
    RawTokens raw =
        new RawTokens(
            event.count(CodingCli.INPUT_TOKENS),
            output,
            null,
            event.count(CodingCli.CACHE_READ),
            event.count(CodingCli.CACHE_WRITE),
            reasoning);
    return TokenArithmetic.usage(raw, cli.input());
  }

  private static Cost cost(LogEvent event) {
    return event.first(CodingCli.COST, Readings.MONEY) instanceof BigDecimal reported
        ? new Cost(reported, null, "")
        : Cost.UNPRICED;
  }

  private IncomingRecord record(
      Trace trace,
      String spanId,
      String parentId,
      SpanKind kind,
      String name,
      Instant start,
      boolean started,
      SpanStatus status,
      String message,
      ModelCall call,
      @Nullable TokenUsage tokens,
      Cost cost,
      SpanContent content,
      SpanDetail detail) {
    Context whole = trace.context();
    return new IncomingRecord(
        new SpanRecord(
            identities.ofSpan(trace.traceId(), spanId).id(),
            start,
            arrival.receivedAt(),
            new Context(
                whole.projectId(),
                whole.roundId(),
                whole.agentId(),
                whole.agentName(),
                trace.traceId(),
                spanId),
            true,
            started,
            parentId,
            kind,
            name,
            trace.time(),
            status,
            message,
            trace.subject(),
            call,
            tokens,
            cost,
            content,
            detail,
            DIALECT,
            null),
        true);
  }
}
