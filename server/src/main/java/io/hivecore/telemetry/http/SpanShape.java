package io.hivecore.telemetry.http;

import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TokenUsage;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A span outside, whole. */
final class SpanShape {
  static final RecordShape<SpanRecord> SHAPE =
      RecordShape.<SpanRecord>builder()
          .text("trace_id", SpanRecord::traceId)
          .text("span_id", SpanRecord::spanId)
          .text("parent_span_id", SpanRecord::parentSpanId)
          .text("kind", span -> span.kindOfSpan().wireName())
          .text("name", SpanRecord::name)
          .time("start_time", SpanRecord::timestamp)
          .timeOrNull("end_time", SpanRecord::endTime)
          .numberOrNull("duration_ms", SpanRecord::durationMillis)
          .text("status", span -> span.status().wireName())
          .text("status_message", SpanRecord::statusMessage)
          .text("agentscope_project_id", span -> span.context().projectId())
          .text("execution_round_id", span -> span.context().roundId())
          .text("agentscope_agent_id", span -> span.context().agentId())
          .text("agent_name", span -> span.context().agentName())
          .text("agent_version", span -> span.call().agentVersion())
          .text("session_id", span -> span.subject().sessionId())
          .text("user_id", span -> span.subject().userId())
          .text("environment", span -> span.subject().environment())
          .text("release", span -> span.subject().release())
          .text("model_name", span -> span.call().model())
          .text("request_model", span -> span.call().requestModel())
          .text("response_model", span -> span.call().responseModel())
          .text("provider", span -> span.call().provider())
          .object("parameters", span -> span.call().parameters())
          .text("response_id", span -> span.call().responseId())
          .text("finish_reasons", span -> span.call().finishReasons())
          .numberOrNull("first_token_ms", span -> span.call().firstTokenMillis())
          .text("prompt_name", span -> span.call().promptName())
          .text("prompt_version", span -> span.call().promptVersion())
          .text("tool_name", span -> span.call().toolName())
          .text("tool_call_id", span -> span.call().toolCallId())
          .integerOrNull("input_tokens", span -> count(span, TokenUsage::input))
          .integerOrNull("output_tokens", span -> count(span, TokenUsage::output))
          .integerOrNull("total_tokens", span -> count(span, TokenUsage::total))
          .integerOrNull("cache_read_tokens", span -> count(span, TokenUsage::cacheRead))
          .integerOrNull("cache_write_tokens", span -> count(span, TokenUsage::cacheWrite))
          .integerOrNull("reasoning_tokens", span -> count(span, TokenUsage::reasoning))
          .moneyOrNull("cost_usd", span -> span.cost().amount())
          .moneyOrNull("reported_cost_usd", span -> span.cost().reported())
          .moneyOrNull("computed_cost_usd", span -> span.cost().computed())
          .text("price_version", span -> span.cost().priceVersion())
          .texts("tags", span -> span.detail().tags())
          .text("input", span -> span.content().shownInput())
          .text("output", span -> span.content().shownOutput())
          .object("metadata", span -> span.detail().metadata())
          .object("attributes", SpanAttributes::all)
          .array("events", span -> span.detail().events())
          .array("links", span -> span.detail().links())
          .object("resource", span -> span.detail().resource())
          .object("scope", span -> span.detail().scope())
          .text("dialect", SpanRecord::dialect)
          .time("received_at", SpanRecord::receivedAt)
          .object("extra", SpanRecord::extra)
          .build();

  private SpanShape() {}

  private static @Nullable Long count(SpanRecord span, ToLongFunction<TokenUsage> which) {
    TokenUsage tokens = span.tokens();
    return tokens == null ? null : which.applyAsLong(tokens);
  }
}
