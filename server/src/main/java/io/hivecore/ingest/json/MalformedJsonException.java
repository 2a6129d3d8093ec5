package io.hivecore.ingest.json;

import io.hivecore.json.ParserWords;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** A text that is no JSON. The message says where and what is wrong, for the sender to read. */
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedJsonException(String message) {
    super(message);
  }

  MalformedJsonException(JacksonException cause) {
    super(message(cause, 1), cause);
  }

  /** The same for the sender of many lines, each with a parser of its own. */
  static String message(JacksonException cause, int line) {
    TokenStreamLocation where = cause.getLocation();
    String place =
        where == null || where.getLineNr() < 1
            ? ""
            : " at line "
                + (line - 1 + where.getLineNr())
                + ", column "
                + Math.max(1, where.getColumnNr());
    return "JSON parse error" + place + ": " + Quoted.cut(ParserWords.of(cause), 300);
  }
}
