package io.hivecore.journal;

import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanMessage;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TokenUsage;
import java.util.ArrayList;
import java.util.List;

/** The part of a payload that is a span's own. */
final class SpanCodec {
  private SpanCodec() {}

  static void write(PayloadWriter out, SpanRecord span) {
    out.bool(span.primary());
    out.bool(span.started());
    out.text(span.parentSpanId());
    out.octet(span.kindOfSpan().code());
    out.text(span.name());
    out.instantOrNull(span.endTime());
    out.octet(span.status().code());
    out.text(span.statusMessage());
    subject(out, span.subject());
    call(out, span.call());
    TokenUsage tokens = span.tokens();
    out.bool(tokens != null);
    if (tokens != null) {
      RecordCodec.tokens(out, tokens);
    }
    RecordCodec.cost(out, span.cost());
    content(out, span.content());
    detail(out, span.detail());
    out.text(span.dialect());
  }

  static SpanRecord read(PayloadReader in) {
    return new SpanRecord(
        in.uuid(),
        in.instant(),
        in.instant(),
        RecordCodec.context(in),
        in.bool(),
        in.bool(),
        in.text(),
        kind(in.octet()),
        in.text(),
        in.instantOrNull(),
        status(in.octet()),
        in.text(),
        subject(in),
        call(in),
        in.bool() ? RecordCodec.tokens(in) : null,
        RecordCodec.cost(in),
        content(in),
        detail(in),
        in.text(),
        in.textOrNull());
  }

  static void subject(PayloadWriter out, Subject subject) {
    out.text(subject.sessionId());
    out.text(subject.userId());
    out.text(subject.environment());
    out.text(subject.release());
  }

  static Subject subject(PayloadReader in) {
    return new Subject(in.text(), in.text(), in.text(), in.text());
  }

  private static void call(PayloadWriter out, ModelCall call) {
    out.text(call.requestModel());
    out.text(call.responseModel());
    out.text(call.provider());
    out.text(call.parameters());
    out.text(call.responseId());
    out.text(call.finishReasons());
    out.realOrNull(call.firstTokenMillis());
    out.text(call.promptName());
    out.text(call.promptVersion());
    out.text(call.toolName());
    out.text(call.toolCallId());
    out.text(call.agentVersion());
  }

  private static ModelCall call(PayloadReader in) {
    return new ModelCall(
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.realOrNull(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text());
  }

  private static void content(PayloadWriter out, SpanContent content) {
    out.text(content.input());
    out.text(content.output());
    out.text(content.inputSource());
    out.text(content.outputSource());
    out.whole(content.messages().size());
    for (SpanMessage message : content.messages()) {
      out.instant(message.time());
      out.bool(message.side() == SpanMessage.Side.OUTPUT);
      out.text(message.json());
    }
  }

  private static SpanContent content(PayloadReader in) {
    return new SpanContent(in.text(), in.text(), in.text(), in.text(), messages(in));
  }

  private static List<SpanMessage> messages(PayloadReader in) {
    int size = in.count();
    List<SpanMessage> messages = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      messages.add(
          new SpanMessage(
              in.instant(),
              in.bool() ? SpanMessage.Side.OUTPUT : SpanMessage.Side.INPUT,
              in.text()));
    }
    return messages;
  }

  private static void detail(PayloadWriter out, SpanDetail detail) {
    out.texts(detail.tags());
    out.text(detail.metadata());
    out.text(detail.attributes());
    out.text(detail.events());
    out.text(detail.links());
    out.text(detail.resource());
    out.text(detail.scope());
  }

  private static SpanDetail detail(PayloadReader in) {
    return new SpanDetail(
        in.texts(), in.text(), in.text(), in.text(), in.text(), in.text(), in.text());
  }

  private static SpanKind kind(int code) {
    return SpanKind.ofCode(code)
        .orElseThrow(() -> new IllegalArgumentException("payload has kind of span " + code));
  }

  private static SpanStatus status(int code) {
    return SpanStatus.ofCode(code)
        .orElseThrow(() -> new IllegalArgumentException("payload has status of span " + code));
  }

  static int expectedBytes(SpanRecord span) {
    SpanContent content = span.content();
    SpanDetail detail = span.detail();
    return 256
        + content.input().length()
        + content.output().length()
        + detail.metadata().length()
        + detail.attributes().length()
        + detail.events().length()
        + detail.resource().length()
        + detail.scope().length();
  }
}
