package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.COST;
import static io.hivecore.ingest.dialect.Slot.ENVIRONMENT;
import static io.hivecore.ingest.dialect.Slot.FIRST_TOKEN_TIME;
import static io.hivecore.ingest.dialect.Slot.INPUT;
import static io.hivecore.ingest.dialect.Slot.KIND;
import static io.hivecore.ingest.dialect.Slot.LEVEL;
import static io.hivecore.ingest.dialect.Slot.METADATA;
import static io.hivecore.ingest.dialect.Slot.OUTPUT;
import static io.hivecore.ingest.dialect.Slot.PARAMETERS;
import static io.hivecore.ingest.dialect.Slot.PROMPT_NAME;
import static io.hivecore.ingest.dialect.Slot.PROMPT_VERSION;
import static io.hivecore.ingest.dialect.Slot.RELEASE;
import static io.hivecore.ingest.dialect.Slot.RESPONSE_MODEL;
import static io.hivecore.ingest.dialect.Slot.SESSION;
import static io.hivecore.ingest.dialect.Slot.STATUS_MESSAGE;
import static io.hivecore.ingest.dialect.Slot.TAGS;
import static io.hivecore.ingest.dialect.Slot.TRACE_INPUT;
import static io.hivecore.ingest.dialect.Slot.TRACE_NAME;
import static io.hivecore.ingest.dialect.Slot.TRACE_OUTPUT;
import static io.hivecore.ingest.dialect.Slot.USAGE_DETAILS;
import static io.hivecore.ingest.dialect.Slot.USER;

/** Langfuse's own SDKs, and LiteLLM's {@code langfuse_otel}. */
final class Langfuse {
  static final Dialect TABLE =
      Dialect.named("langfuse")
          .scopes("langfuse")
          .markers("langfuse.")
          .row(SESSION, 10, "langfuse.session.id")
          .row(
              SESSION,
              100,
              "langfuse.trace.metadata.langfuse_session_id",
              "langfuse.observation.metadata.langfuse_session_id")
          .row(USER, 10, "langfuse.user.id")
          .row(
              USER,
              90,
              "langfuse.trace.metadata.langfuse_user_id",
              "langfuse.observation.metadata.langfuse_user_id")
          .row(ENVIRONMENT, 10, "langfuse.environment")
          .row(RELEASE, 10, "langfuse.release", "langfuse.version")
          .row(TAGS, 10, "langfuse.trace.tags", "langfuse.tags")
          .row(
              METADATA,
              10,
              "langfuse.trace.metadata",
              "langfuse.observation.metadata",
              "langfuse.metadata")
          .members(
              METADATA,
              13,
              "langfuse.trace.metadata.",
              "langfuse.observation.metadata.",
              "langfuse.metadata.")
          .row(TRACE_NAME, 10, "langfuse.trace.name")
          .row(TRACE_INPUT, 10, "langfuse.trace.input")
          .row(TRACE_OUTPUT, 10, "langfuse.trace.output")
          .row(KIND, 10, KindWords.LANGFUSE, "langfuse.observation.type")
          .row(LEVEL, 10, "langfuse.observation.level")
          .row(STATUS_MESSAGE, 10, "langfuse.observation.status_message")
          .row(PROMPT_NAME, 10, "langfuse.observation.prompt.name")
          .row(PROMPT_VERSION, 10, "langfuse.observation.prompt.version")
          .row(RESPONSE_MODEL, 10, "langfuse.observation.model.name")
          .row(PARAMETERS, 10, "langfuse.observation.model.parameters")
          .row(FIRST_TOKEN_TIME, 10, "langfuse.observation.completion_start_time")
          .row(USAGE_DETAILS, 10, "langfuse.observation.usage_details")
          .row(COST, 10, UsageDetails::cost, "langfuse.observation.cost_details")
          .row(INPUT, 10, "langfuse.observation.input")
          .row(OUTPUT, 10, "langfuse.observation.output")
          .end();

  private Langfuse() {}
}
