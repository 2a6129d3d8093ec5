package io.hivecore.telemetry.http;

import io.hivecore.telemetry.TelemetryRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * One page of a list, in the original's envelope and with a cursor.
 *
 * @param count of the whole list; null when it was not counted
 * @param next URL of the next page; null on the last
 * @param previous URL of the page before; null on the first, and when paging by cursor
 * @param nextCursor where the next page begins; null on the last
 */
record Listing(
    @Nullable Long count,
    @Nullable String next,
    @Nullable String previous,
    @Nullable String nextCursor,
    List<TelemetryRecord> results) {

  void write(JsonGenerator json) {
    json.writeStartObject();
    json.writeName("count");
    if (count == null) {
      json.writeNull();
    } else {
      json.writeNumber(count);
    }
    json.writeStringProperty("next", next);
    json.writeStringProperty("previous", previous);
    json.writeStringProperty("next_cursor", nextCursor);
    json.writeName("results").writeStartArray();
    for (TelemetryRecord record : results) {
      RecordWriter.write(json, record);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
