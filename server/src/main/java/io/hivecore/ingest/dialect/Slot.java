package io.hivecore.ingest.dialect;

/** The canonical fields that attributes fill, each with the kind of value it usually comes as. */
enum Slot {
  DIALECT(Readings.TEXT),
  PROJECT(Readings.TEXT),
  ROUND(Readings.TEXT),
  SESSION(Kept.SESSION),
  USER(Readings.TEXT),
  AGENT_NAME(Readings.TEXT),
  AGENT_ID(Readings.TEXT),
  AGENT_VERSION(Readings.TEXT),
  ENVIRONMENT(Readings.TEXT),
  RELEASE(Readings.TEXT),
  TAGS(Readings.WORDS),
  /** Members are gathered from all sources. */
  METADATA(Readings.OBJECT),

  KIND(value -> null),
  /** A name that a library gave a step of the program: of a tool, an agent or any other. */
  ENTITY_NAME(Readings.TEXT),
  NAME(Readings.TEXT),
  OPERATION(Readings.TEXT),
  FUNCTION(Readings.TEXT),
  LEVEL(Readings.TEXT),
  STATUS_MESSAGE(Readings.TEXT),
  ERROR_TYPE(Readings.TEXT),
  PENDING(Readings.TEXT),
  REAL_PARENT(Readings.TEXT),

  TRACE_NAME(Readings.TEXT),
  TRACE_INPUT(Readings.CONTENT),
  TRACE_OUTPUT(Readings.CONTENT),

  REQUEST_MODEL(Readings.TEXT),
  RESPONSE_MODEL(Readings.TEXT),
  PROVIDER(Kept.PROVIDER),
  HOST(Readings.TEXT),
  /** Members are gathered from all sources. */
  PARAMETERS(Readings.OBJECT),
  RESPONSE_ID(Readings.TEXT),
  FINISH_REASONS(Readings.JOINED),
  FIRST_TOKEN_MILLIS(Readings.MILLIS),
  FIRST_TOKEN_TIME(Readings.TIME),
  PROMPT_NAME(Readings.TEXT),
  PROMPT_VERSION(Readings.TEXT),

  USAGE_DETAILS(Readings.OBJECT),
  INPUT_TOKENS(Readings.COUNT),
  OUTPUT_TOKENS(Readings.COUNT),
  TOTAL_TOKENS(Readings.COUNT),
  CACHE_READ(Readings.COUNT),
  CACHE_WRITE(Readings.COUNT),
  REASONING(Readings.COUNT),
  COST(Readings.MONEY),

  INPUT(Readings.CONTENT),
  OUTPUT(Readings.CONTENT),
  SYSTEM(Readings.CONTENT),
  TOOL_NAME(Readings.JOINED),
  TOOL_CALL_ID(Readings.JOINED),
  TOOL_ARGUMENTS(Readings.CONTENT),
  TOOL_RESULT(Readings.CONTENT),
  QUERY(Readings.CONTENT),
  DOCUMENTS(Readings.CONTENT),
  EMBEDDED(Readings.CONTENT);

  private final Reading reading;

  Slot(Reading reading) {
    this.reading = reading;
  }

  Reading reading() {
    return reading;
  }

  /** Readings that leave out words that say nothing. */
  private static final class Kept {
    static final Reading SESSION =
        value ->
            Readings.TEXT.read(value) instanceof String text && !text.equals("[no_session_id]")
                ? text
                : null;
    static final Reading PROVIDER =
        value ->
            Readings.TEXT.read(value) instanceof String text ? Providers.canonical(text) : null;
  }
}
