package io.hivecore.operations.logging;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One line a record for people, and the stack trace behind it when there is one. */
final class TextLogFormatter extends Formatter {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  @Override
  public String format(LogRecord event) {
    String time = TIME.format(LocalDateTime.ofInstant(event.getInstant(), ZoneId.systemDefault()));
    StringBuilder line = new StringBuilder(160);
    line.append(time)
        .append(' ')
        .append(LogEvents.level(event))
        .append(' ')
        .append(formatMessage(event))
        .append('\n');
    if (event.getThrown() != null) {
      line.append(LogEvents.stackTrace(event.getThrown()));
    }
    return line.toString();
  }
}
