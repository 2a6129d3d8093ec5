package io.hivecore.ingest;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.MetricPoint;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.hivecore.telemetry.SpanMessage;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.telemetry.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where people's and programs' own words are in records: not in ids, names, times and numbers. A
 * new kind of record or a new text has to be named here, or it is kept unmasked.
 */
final class RecordTexts {
  private RecordTexts() {}

  /** A record with its texts rewritten. */
  static TelemetryRecord rewritten(TelemetryRecord record, TextRewriting texts) {
    return switch (record) {
      case SpanRecord span -> span(span, texts);
      case TraceRecord trace ->
          trace.withTexts(
              texts.text("input", trace.input()),
              texts.text("output", trace.output()),
              texts.text("metadata", trace.metadata()),
              extra(trace.extra(), texts));
      case ScoreRecord score ->
          score.withTexts(
              texts.text("label", score.label()),
              texts.text("comment", score.comment()),
              texts.text("metadata", score.metadata()),
              extra(score.extra(), texts));
      case ExecutionRecord run ->
          run.withTexts(
              optional("content", run.content(), texts),
              optional("error_message", run.errorMessage(), texts),
              extra(run.extra(), texts));
      case TimelineRecord event ->
          event.withTexts(
              texts.text("message", event.message()),
              texts.text("metadata", event.metadata()),
              extra(event.extra(), texts));
      case LogRecord log ->
          log.withTexts(
              texts.text("message", log.message()),
              texts.text("metadata", log.metadata()),
              extra(log.extra(), texts));
      case MetricPoint point -> point(point, texts);
      case UsageRecord usage -> usage.withExtra(extra(usage.extra(), texts));
    };
  }

  private static SpanRecord span(SpanRecord span, TextRewriting texts) {
    return span.withTexts(
        texts.text("status_message", span.statusMessage()),
        call(span.call(), texts),
        content(span.content(), texts),
        detail(span.detail(), texts),
        extra(span.extra(), texts));
  }

  private static MetricPoint point(MetricPoint point, TextRewriting texts) {
    return point.withTexts(
        point.metric().withDescription(texts.text("description", point.metric().description())),
        texts.text("attributes", point.attributes()),
        texts.text("resource", point.resource()),
        texts.member("scope", "attributes", point.scope()),
        extra(point.extra(), texts));
  }

  private static ModelCall call(ModelCall call, TextRewriting texts) {
    String parameters = texts.text("parameters", call.parameters());
    return parameters.equals(call.parameters()) ? call : call.withParameters(parameters);
  }

  private static SpanContent content(SpanContent content, TextRewriting texts) {
    if (content.equals(SpanContent.NONE)) {
      return content;
    }
    List<SpanMessage> messages = new ArrayList<>(content.messages().size());
    for (SpanMessage message : content.messages()) {
      String field = message.side() == SpanMessage.Side.INPUT ? "input" : "output";
      messages.add(
          new SpanMessage(message.time(), message.side(), texts.text(field, message.json())));
    }
    return new SpanContent(
        texts.text(named("input", content.inputSource()), content.input()),
        texts.text(named("output", content.outputSource()), content.output()),
        content.inputSource(),
        content.outputSource(),
        messages);
  }

  /** An input that is the text of an attribute goes by the attribute's name as well. */
  private static String named(String field, String source) {
    return source.isEmpty() ? field : "attributes." + source + "." + field;
  }

  private static SpanDetail detail(SpanDetail detail, TextRewriting texts) {
    return new SpanDetail(
        detail.tags(),
        texts.text("metadata", detail.metadata()),
        texts.text("attributes", detail.attributes()),
        texts.member("events", "attributes", detail.events()),
        texts.member("links", "attributes", detail.links()),
        texts.text("resource", detail.resource()),
        texts.member("scope", "attributes", detail.scope()));
  }

  private static @Nullable String extra(@Nullable String extra, TextRewriting texts) {
    return optional("extra", extra, texts);
  }

  private static @Nullable String optional(
      String field, @Nullable String text, TextRewriting texts) {
    return text == null ? null : texts.text(field, text);
  }
}
