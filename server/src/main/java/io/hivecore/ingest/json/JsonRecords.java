package io.hivecore.ingest.json;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Rejection;
import io.hivecore.telemetry.RecordKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads request bodies of JSON (RFC 8259, UTF-8). What is no JSON ends in a {@link
 * MalformedJsonException}, whatever else is wrong in a {@link Rejection}; no input ends in another
 * exception, and memory stays within a few times the body's size.
 */
public final class JsonRecords {
  private JsonRecords() {}

  /** Reads a body that is one record. */
  public static Decoded one(RecordKind kind, byte[] body, Arrival arrival, Identities identities) {
    try (JsonParser parser = open(body)) {
      Decoded decoded = new RecordReader(identities).read(parser, kind, arrival, null, -1);
      end(parser);
      return decoded;
    } catch (JacksonException e) {
      throw new MalformedJsonException(e);
    }
  }

  static JsonParser open(byte[] body) {
    int start = JsonReading.start(body);
    JsonParser parser = JsonReading.parser(body, start, body.length - start);
    if (parser.nextToken() == null) {
      parser.close();
      throw new MalformedJsonException("JSON parse error: the body is empty.");
    }
    return parser;
  }

  /** Makes sure that nothing follows the value that the parser stands at the end of. */
  static void end(JsonParser parser) {
    @Nullable JsonToken token = parser.nextToken();
    if (token != null) {
      throw new MalformedJsonException(
          "JSON parse error at line "
              + parser.currentTokenLocation().getLineNr()
              + ": something follows the JSON value.");
    }
  }
}
