package io.hivecore.ingest.dialect;

import java.util.List;

/** All dialects. A span is of the first whose scope it has, else of the first whose names. */
final class Dialects {
  /** The dialect of spans that say nothing of agents or models. */
  static final String NONE = "otel";

  static final List<Dialect> ALL = List.of(HiveCoreNames.TABLE, OtelGenAi.TABLE);

  static final KeyTable KEYS = new KeyTable(ALL);

  private Dialects() {}

  /** By the name of an instrumentation scope; empty when it is nobody's. */
  static String ofScope(String scopeName) {
    for (Dialect dialect : ALL) {
      for (String start : dialect.scopes()) {
        if (scopeName.startsWith(start)) {
          return dialect.name();
        }
      }
    }
    return "";
  }
}
