package io.hivecore.operations.logging;

import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON object a line: {@code time}, {@code level}, {@code logger}, {@code message}, {@code
 * error}.
 */
final class JsonLogFormatter extends Formatter {
  private final JsonFactory json = new JsonFactory();

  @Override
  public String format(LogRecord event) {
    StringWriter line = new StringWriter(256);
    try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), line)) {
      out.writeStartObject();
      out.writeStringProperty("time", event.getInstant().toString());
      out.writeStringProperty("level", LogEvents.level(event));
      out.writeStringProperty("logger", event.getLoggerName());
      out.writeStringProperty("message", formatMessage(event));
      if (event.getThrown() != null) {
        out.writeStringProperty("error", LogEvents.stackTrace(event.getThrown()));
      }
      out.writeEndObject();
    }
    return line.append('\n').toString();
  }
}
