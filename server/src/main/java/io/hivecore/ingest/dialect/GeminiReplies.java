package io.hivecore.ingest.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Gemini answered, as its command-line agent logs it: the chunks of a stream in a list. */
final class GeminiReplies {
  private GeminiReplies() {}

  /**
   * The text of all chunks together, as a message where tools are called in it. What is no such
   * list stays as it is.
   */
  static String joined(String sent) {
    if (!(JsonIn.structure(sent) instanceof List<?> chunks)) {
      return sent;
    }
    StringBuilder text = new StringBuilder();
    List<Object> calls = new ArrayList<>();
    for (Object chunk : chunks) {
      if (Tree.at(chunk, "candidates") instanceof List<?> candidates && !candidates.isEmpty()) {
        take(Tree.at(candidates.getFirst(), "content", "parts"), text, calls);
      }
    }
    if (calls.isEmpty()) {
      return text.isEmpty() ? sent : text.toString();
    }
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("role", "assistant");
    message.put("content", text.toString());
    message.put("tool_calls", calls);
    return JsonOut.of(List.of(message));
  }

  private static void take(@Nullable Object parts, StringBuilder text, List<Object> calls) {
    if (!(parts instanceof List<?> list)) {
      return;
    }
    for (Object part : list) {
      Object call = Tree.at(part, "functionCall");
      if (call != null) {
        calls.add(call);
      } else if (Tree.at(part, "text") instanceof String piece
          && !Boolean.TRUE.equals(Tree.at(part, "thought"))) {
        text.append(piece);
      }
    }
  }
}
