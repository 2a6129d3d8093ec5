package io.hivecore.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * Rewrites the string values of a JSON text. All else stays as it was written, character by
 * character: names, numbers, order, spaces. So whatever the rewriting does, the text stays JSON of
 * the same structure.
 */
public final class StringValues {
  /** Names come from senders and are hardly ever seen twice by one parser: not worth a table. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES).build();

  private StringValues() {}

  /** Says what stands instead of a value. */
  @FunctionalInterface
  public interface Rewriting {
    /**
     * What stands instead.
     *
     * @param path where the value is: the given beginning, then the names that lead to it, each
     *     after a full stop; items of lists add nothing. Valid during the call only
     * @return the same object when nothing changes
     */
    String rewritten(CharSequence path, String value);
  }

  /** Whether a text may be JSON in which there are string values. */
  public static boolean mayBeIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[' || c == '"') {
        return true;
      }
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return false;
      }
    }
    return false;
  }

  /**
   * Rewrites a text.
   *
   * @param path the beginning of all paths; put back when this returns
   * @return the same object when nothing changes; null when the text is no JSON
   */
  public static @Nullable String rewritten(String text, StringBuilder path, Rewriting rewriting) {
    int beginning = path.length();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return rewritten(text, parser, path, rewriting);
    } catch (JacksonException e) {
      return null;
    } finally {
      path.setLength(beginning);
    }
  }

  private static String rewritten(
      String text, JsonParser parser, StringBuilder path, Rewriting rewriting) {
    StringBuilder out = null;
    int copied = 0;
    int[] lengths = new int[16];
    int depth = 0;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      switch (token) {
        case START_OBJECT, START_ARRAY -> {
          if (depth == lengths.length) {
            lengths = Arrays.copyOf(lengths, 2 * depth);
          }
          lengths[depth++] = path.length();
        }
        case END_OBJECT, END_ARRAY -> path.setLength(lengths[--depth]);
        case PROPERTY_NAME -> {
          path.setLength(lengths[depth - 1]);
          path.append('.').append(parser.currentName());
        }
        case VALUE_STRING -> {
          String value = parser.getString();
          int length = path.length();
          String instead = rewriting.rewritten(path, value);
          path.setLength(length);
          if (!instead.equals(value)) {
            if (out == null) {
              out = new StringBuilder(text.length());
            }
            out.append(text, copied, (int) parser.currentTokenLocation().getCharOffset());
            out.append('"');
            JsonStringEncoder.getInstance().quoteAsString(instead, out);
            out.append('"');
            copied = (int) parser.currentLocation().getCharOffset();
          }
        }
        default -> {}
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }
}
