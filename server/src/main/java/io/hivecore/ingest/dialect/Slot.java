package io.hivecore.ingest.dialect;

import org.jspecify.annotations.Nullable;

/** The canonical fields that attributes fill, each with the kind of value it usually comes as. */
enum Slot {
  DIALECT(Shape.TEXT),
  PROJECT(Shape.TEXT),
  ROUND(Shape.TEXT),
  SESSION(Shape.SESSION),
  USER(Shape.TEXT),
  AGENT_NAME(Shape.TEXT),
  /** The agent that a chain may be: LangChain tells it beside the name of the run. */
  CHAIN_AGENT(Shape.TEXT),
  AGENT_ID(Shape.TEXT),
  AGENT_VERSION(Shape.TEXT),
  ENVIRONMENT(Shape.TEXT),
  RELEASE(Shape.TEXT),
  TAGS(Shape.WORDS),
  /** Members are gathered from all sources. */
  METADATA(Shape.OBJECT),

  KIND(Shape.OWN),
  /** A name that a library gave a step of the program: of a tool, an agent or any other. */
  ENTITY_NAME(Shape.TEXT),
  NAME(Shape.TEXT),
  /** Names that mean a tool or an agent by the step that they are of: see {@link Steps}. */
  STEP_NAME(Shape.TEXT),
  STEP_ID(Shape.TEXT),
  STEP_ARGUMENTS(Shape.CONTENT),
  RUN_NAME(Shape.TEXT),
  OPERATION(Shape.TEXT),
  FUNCTION(Shape.TEXT),
  LEVEL(Shape.TEXT),
  STATUS_MESSAGE(Shape.TEXT),
  ERROR_TYPE(Shape.TEXT),
  PENDING(Shape.TEXT),
  REAL_PARENT(Shape.TEXT),

  TRACE_NAME(Shape.TEXT),
  TRACE_INPUT(Shape.CONTENT),
  TRACE_OUTPUT(Shape.CONTENT),

  REQUEST_MODEL(Shape.SAID),
  RESPONSE_MODEL(Shape.SAID),
  PROVIDER(Shape.PROVIDER),
  HOST(Shape.TEXT),
  /** Members are gathered from all sources. */
  PARAMETERS(Shape.OBJECT),
  RESPONSE_ID(Shape.TEXT),
  FINISH_REASONS(Shape.JOINED),
  FIRST_TOKEN_MILLIS(Shape.MILLIS),
  FIRST_TOKEN_TIME(Shape.TIME),
  PROMPT_NAME(Shape.TEXT),
  PROMPT_VERSION(Shape.TEXT),

  USAGE_DETAILS(Shape.OBJECT),
  INPUT_TOKENS(Shape.COUNT),
  /** Any part of the input that was counted by itself. */
  INPUT_DETAILED(Shape.COUNT),
  OUTPUT_TOKENS(Shape.COUNT),
  TOTAL_TOKENS(Shape.COUNT),
  CACHE_READ(Shape.COUNT),
  CACHE_WRITE(Shape.COUNT),
  /** Of them what is kept for an hour and not for five minutes, which Anthropic sells dearer. */
  CACHE_WRITE_HOUR(Shape.COUNT),
  REASONING(Shape.COUNT),
  COST(Shape.MONEY),
  /** Parts of it, for who sends no whole. */
  INPUT_COST(Shape.MONEY),
  OUTPUT_COST(Shape.MONEY),

  INPUT(Shape.CONTENT),
  OUTPUT(Shape.CONTENT),
  OUTPUT_CALLS(Shape.CONTENT),
  SYSTEM(Shape.CONTENT),
  TOOL_NAME(Shape.JOINED),
  TOOL_CALL_ID(Shape.JOINED),
  TOOL_ARGUMENTS(Shape.CONTENT),
  TOOL_RESULT(Shape.CONTENT),
  QUERY(Shape.CONTENT),
  DOCUMENTS(Shape.CONTENT),
  EMBEDDED(Shape.CONTENT),

  ANNOTATIONS(Shape.CONTENT),
  EVALUATIONS(Shape.CONTENT),
  TRACE_ANNOTATIONS(Shape.CONTENT),
  TRACE_EVALUATIONS(Shape.CONTENT),
  SESSION_ANNOTATIONS(Shape.CONTENT),
  SESSION_EVALUATIONS(Shape.CONTENT);

  /** What AgentScope 2 sends when it has none. */
  private static final String NO_SESSION = "[no_session_id]";

  private final Shape shape;

  Slot(Shape shape) {
    this.shape = shape;
  }

  Reading reading() {
    return switch (shape) {
      case TEXT -> Readings.TEXT;
      case SAID -> Readings.SAID;
      case SESSION -> Slot::session;
      case PROVIDER -> Slot::provider;
      case CONTENT -> Readings.CONTENT;
      case COUNT -> Readings.COUNT;
      case MILLIS -> Readings.MILLIS;
      case TIME -> Readings.TIME;
      case MONEY -> Readings.MONEY;
      case WORDS -> Readings.WORDS;
      case JOINED -> Readings.JOINED;
      case OBJECT -> Readings.OBJECT;
      case OWN ->
          value -> {
            throw new IllegalStateException(this + " is read by each dialect's own words");
          };
    };
  }

  /** The kinds of value. */
  private enum Shape {
    TEXT,
    SAID,
    SESSION,
    PROVIDER,
    CONTENT,
    COUNT,
    MILLIS,
    TIME,
    MONEY,
    WORDS,
    JOINED,
    OBJECT,
    OWN
  }

  private static @Nullable String session(Object value) {
    String text = (String) Readings.TEXT.read(value);
    return text == null || text.equals(NO_SESSION) ? null : text;
  }

  private static @Nullable String provider(Object value) {
    String text = (String) Readings.TEXT.read(value);
    return text == null ? null : Providers.canonical(text);
  }
}
