package io.hivecore.telemetry.http;

import io.hivecore.http.Json;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanRecord;
import java.nio.charset.StandardCharsets;

/** A span's attributes as they were sent: also those that are kept as its input or output. */
final class SpanAttributes {
  private SpanAttributes() {}

  static String all(SpanRecord span) {
    SpanContent content = span.content();
    String kept = span.detail().attributes();
    String moved =
        member(content.inputSource(), content.input())
            + member(content.outputSource(), content.output());
    if (moved.isEmpty()) {
      return kept;
    }
    String rest = kept.isEmpty() ? "" : kept.substring(1, kept.length() - 1);
    return "{" + (rest.isEmpty() ? moved.substring(1) : rest + moved) + "}";
  }

  private static String member(String name, String value) {
    return name.isEmpty() ? "" : "," + quoted(name) + ":" + quoted(value);
  }

  private static String quoted(String text) {
    return new String(Json.bytes(json -> json.writeString(text)), StandardCharsets.UTF_8);
  }
}
