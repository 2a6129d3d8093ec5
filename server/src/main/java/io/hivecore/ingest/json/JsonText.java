package io.hivecore.ingest.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Copies a JSON value as compact text: numbers digit by digit as they were sent, half surrogate
 * pairs as U+FFFD.
 */
final class JsonText {
  /** How deep a field's value may be nested. */
  static final int MOST_DEPTH = 100;

  /** How long a number may be. */
  static final int MOST_NUMBER_LENGTH = 1_000;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  /** Which of the first characters cannot stand in a JSON text as they are. */
  private static final boolean[] ESCAPED = new boolean[128];

  static {
    Arrays.fill(ESCAPED, 0, ' ', true);
    ESCAPED['"'] = true;
    ESCAPED['\\'] = true;
  }

  private JsonText() {}

  /**
   * Copies the value that the parser stands at and leaves the parser at its end.
   *
   * @param most how much may be added to the text
   * @return null when it is copied, else what is wrong with it; the text then holds a part
   */
  static @Nullable String copy(JsonParser parser, TextBuffer out, int most) {
    int before = out.length();
    if (!parser.currentToken().isStructStart()) {
      String wrong = scalar(parser, out);
      return wrong == null ? checkLength(out, before, most) : wrong;
    }
    boolean[] followed = new boolean[MOST_DEPTH + 1];
    int depth = 0;
    do {
      JsonToken token = depth == 0 ? parser.currentToken() : parser.nextToken();
      String wrong = null;
      switch (token) {
        case START_OBJECT, START_ARRAY -> {
          if (depth == MOST_DEPTH) {
            parser.skipChildren();
            wrong = "Nested deeper than " + MOST_DEPTH + " levels.";
          } else {
            separate(out, followed, depth);
            out.append(token == JsonToken.START_OBJECT ? '{' : '[');
            followed[++depth] = false;
          }
        }
        case END_OBJECT, END_ARRAY -> {
          out.append(token == JsonToken.END_OBJECT ? '}' : ']');
          depth--;
        }
        case PROPERTY_NAME -> {
          separate(out, followed, depth);
          quote(parser.currentName(), out);
          out.append(':');
          followed[depth] = false;
        }
        default -> {
          separate(out, followed, depth);
          wrong = scalar(parser, out);
        }
      }
      if (wrong == null) {
        wrong = checkLength(out, before, most);
      }
      if (wrong != null) {
        leave(parser, depth);
        return wrong;
      }
    } while (depth > 0);
    return null;
  }

  private static @Nullable String scalar(JsonParser parser, TextBuffer out) {
    JsonToken token = parser.currentToken();
    switch (token) {
      case VALUE_STRING ->
          quote(
              parser.getStringCharacters(),
              parser.getStringOffset(),
              parser.getStringLength(),
              out);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        int length = parser.getStringLength();
        if (length > MOST_NUMBER_LENGTH) {
          return "A number has more than " + MOST_NUMBER_LENGTH + " characters.";
        }
        out.append(parser.getStringCharacters(), parser.getStringOffset(), length);
      }
      case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> out.append(token.asString());
      default -> throw new IllegalStateException("a parser of bytes never gives " + token);
    }
    return null;
  }

  private static @Nullable String checkLength(TextBuffer out, int before, int most) {
    return out.length() - before > most ? "Larger than " + most + " characters." : null;
  }

  /**
   * Steps over the rest of the arrays and objects that are open.
   *
   * @param depth how many
   */
  static void leave(JsonParser parser, int depth) {
    int open = depth;
    while (open > 0) {
      JsonToken token = parser.nextToken();
      if (token.isStructStart()) {
        open++;
      } else if (token.isStructEnd()) {
        open--;
      }
    }
  }

  private static void separate(TextBuffer out, boolean[] followed, int depth) {
    if (followed[depth]) {
      out.append(',');
    }
    followed[depth] = true;
  }

  static void quote(String text, TextBuffer out) {
    quote(text.toCharArray(), 0, text.length(), out);
  }

  private static void quote(char[] text, int start, int length, TextBuffer out) {
    out.append('"');
    int end = start + length;
    int copied = start;
    for (int i = start; i < end; i++) {
      char c = text[i];
      if (c < ESCAPED.length ? !ESCAPED[c] : !Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text[i + 1])) {
        i++;
        continue;
      }
      out.append(text, copied, i - copied);
      copied = i + 1;
      escape(c, out);
    }
    out.append(text, copied, end - copied);
    out.append('"');
  }

  private static void escape(char c, TextBuffer out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ') {
          out.append("\\u00");
          out.append(HEX[c >> 4]);
          out.append(HEX[c & 0xF]);
        } else {
          out.append('\uFFFD');
        }
      }
    }
  }
}
