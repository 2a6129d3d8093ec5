package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.CACHE_READ;
import static io.hivecore.ingest.dialect.Slot.CACHE_WRITE;
import static io.hivecore.ingest.dialect.Slot.CACHE_WRITE_HOUR;
import static io.hivecore.ingest.dialect.Slot.INPUT;
import static io.hivecore.ingest.dialect.Slot.KIND;
import static io.hivecore.ingest.dialect.Slot.NAME;
import static io.hivecore.ingest.dialect.Slot.OUTPUT;
import static io.hivecore.ingest.dialect.Slot.PENDING;
import static io.hivecore.ingest.dialect.Slot.REAL_PARENT;
import static io.hivecore.ingest.dialect.Slot.REASONING;
import static io.hivecore.ingest.dialect.Slot.RESPONSE_ID;
import static io.hivecore.ingest.dialect.Slot.SESSION;
import static io.hivecore.ingest.dialect.Slot.STEP_NAME;
import static io.hivecore.ingest.dialect.Slot.TAGS;

import io.hivecore.telemetry.SpanKind;

/** Logfire, and its wrappers around the clients of providers and OpenAI's Agents SDK. */
final class Logfire {
  /** The attribute by which steps of OpenAI's Agents SDK are told. */
  static final String TEMPLATE = "logfire.msg_template";

  static final Dialect TABLE =
      Dialect.named("logfire")
          .scopes("logfire")
          .markers("logfire.")
          .row(SESSION, 140, Readings.SAID, "group_id")
          .row(TAGS, 50, "logfire.tags")
          .row(NAME, 10, "logfire.msg")
          .row(STEP_NAME, 20, "name")
          .row(KIND, 90, KindWords.LOGFIRE, TEMPLATE)
          .row(PENDING, 10, "logfire.span_type")
          .row(REAL_PARENT, 10, "logfire.pending_parent_id")
          .row(RESPONSE_ID, 27, "response_id")
          // The usage of the provider's reply, as it was.
          .within(CACHE_READ, 65, "gen_ai.usage.raw", "prompt_tokens_details", "cached_tokens")
          .within(CACHE_READ, 66, "gen_ai.usage.raw", "input_tokens_details", "cached_tokens")
          .within(CACHE_READ, 67, "gen_ai.usage.raw", "cache_read_input_tokens")
          .within(CACHE_WRITE, 65, "gen_ai.usage.raw", "cache_creation_input_tokens")
          .within(
              CACHE_WRITE_HOUR,
              65,
              "gen_ai.usage.raw",
              "cache_creation",
              "ephemeral_1h_input_tokens")
          .within(
              REASONING, 65, "gen_ai.usage.raw", "completion_tokens_details", "reasoning_tokens")
          .within(REASONING, 66, "gen_ai.usage.raw", "output_tokens_details", "reasoning_tokens")
          .row(INPUT, 100, "events", "all_messages_events", "request_data")
          .row(OUTPUT, 90, "response_data")
          .within(OUTPUT, 95, "response", "output")
          .end();

  private Logfire() {}

  /**
   * What a span is that ended well without an answer. Of a stream Logfire tells twice, in two
   * traces where there is no span around it: of the request, and once it is read to its end of the
   * answer, with the usage. The latter is the call.
   */
  static SpanKind unanswered(String dialect, SpanKind kind) {
    return dialect.equals(TABLE.name()) && kind == SpanKind.GENERATION ? SpanKind.CHAIN : kind;
  }
}
