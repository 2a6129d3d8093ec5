package io.hivecore.ingest.dialect;

import java.util.List;

/** All dialects. A span is of the first whose scope it has, else of the first whose names. */
final class Dialects {
  /** The dialect of spans that say nothing of agents or models. */
  static final String NONE = "otel";

  static final List<Dialect> ALL =
      List.of(
          HiveCoreNames.TABLE,
          Langfuse.TABLE,
          OpenInference.TABLE,
          LangSmith.TABLE,
          AgentScope.TABLE,
          PydanticAi.TABLE,
          Logfire.TABLE,
          SpringAi.TABLE,
          LiteLlm.TABLE,
          GoogleAdk.TABLE,
          CodingClis.TABLE,
          VercelAi.TABLE,
          OpenLlmetry.TABLE,
          OtelGenAi.TABLE);

  static final KeyTable KEYS = new KeyTable(ALL);

  private Dialects() {}

  /** By the name of an instrumentation scope; empty when it is nobody's. */
  static String ofScope(String scopeName) {
    for (Dialect dialect : ALL) {
      for (String start : dialect.scopes()) {
        if (isWithin(scopeName, start)) {
          return dialect.name();
        }
      }
    }
    return "";
  }

  /** Whether it is that name, or one below it: {@code ai} is not the start of {@code airline}. */
  private static boolean isWithin(String scopeName, String start) {
    if (!scopeName.startsWith(start)) {
      return false;
    }
    return scopeName.length() == start.length()
        || !Character.isJavaIdentifierPart(start.charAt(start.length() - 1))
        || !Character.isJavaIdentifierPart(scopeName.charAt(start.length()));
  }
}
