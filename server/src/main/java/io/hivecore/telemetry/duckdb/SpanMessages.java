package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.SpanMessage;
import io.hivecore.telemetry.SpanMessage.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * A span's messages in one column: for each a line of microseconds, side and length, then the JSON.
 */
final class SpanMessages {
  private SpanMessages() {}

  static String written(List<SpanMessage> messages) {
    if (messages.isEmpty()) {
      return "";
    }
    var text = new StringBuilder();
    for (SpanMessage message : messages) {
      text.append(Micros.of(message.time()))
          .append(message.side() == Side.INPUT ? 'i' : 'o')
          .append(message.json().length())
          .append('\n')
          .append(message.json());
    }
    return text.toString();
  }

  static List<SpanMessage> read(String text) {
    List<SpanMessage> messages = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int line = text.indexOf('\n', at);
      int side = at;
      while (text.charAt(side) != 'i' && text.charAt(side) != 'o') {
        side++;
      }
      long micros = Long.parseLong(text.substring(at, side));
      int end = line + 1 + Integer.parseInt(text.substring(side + 1, line));
      messages.add(
          new SpanMessage(
              Micros.toInstant(micros),
              text.charAt(side) == 'i' ? Side.INPUT : Side.OUTPUT,
              text.substring(line + 1, end)));
      at = end;
    }
    return messages;
  }
}
