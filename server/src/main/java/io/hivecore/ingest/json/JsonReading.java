package io.hivecore.ingest.json;

import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/** Opens parsers over request bodies. */
final class JsonReading {
  /**
   * Deeper nesting than this cannot be stepped over, so it refuses the whole text; what a record
   * may have, {@link JsonText#MOST_DEPTH}, is far less and refuses only the record.
   */
  private static final int MOST_DEPTH = 10_000;

  /** The parser keeps the names it has seen, so that they may not be long. */
  private static final int MOST_NAME_LENGTH = 1_000;

  /**
   * The parser would hold a longer one twice before anyone sees it. No field takes more than half
   * of that, so records whose texts are merely too long are refused by themselves.
   */
  private static final int MOST_STRING_LENGTH = 16 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  // The body's size bounds it, and each reader for itself.
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(MOST_STRING_LENGTH)
                  .maxNameLength(MOST_NAME_LENGTH)
                  .build())
          .build();

  private JsonReading() {}

  static PropertyNameMatcher matcher(List<Named> names) {
    return FACTORY.constructNameMatcher(names, false);
  }

  /**
   * Opens a parser over a part of the bytes.
   *
   * @throws MalformedJsonException when it is UTF-16 or UTF-32, which the parser would guess from
   *     its first bytes: valid JSON in UTF-8 has none of these
   */
  static JsonParser parser(byte[] bytes, int start, int length) {
    for (int i = start; i < start + Math.min(4, length); i++) {
      if (bytes[i] == 0 || bytes[i] == (byte) 0xFE || bytes[i] == (byte) 0xFF) {
        throw new MalformedJsonException("JSON parse error: the text is not UTF-8.");
      }
    }
    return FACTORY.createParser(ObjectReadContext.empty(), bytes, start, length);
  }

  /** Where the text begins, behind a byte order mark. */
  static int start(byte[] bytes) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }
}
