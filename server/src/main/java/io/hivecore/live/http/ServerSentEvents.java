package io.hivecore.live.http;

import io.hivecore.http.Json;
import io.hivecore.http.WireTime;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.live.EventFormat;
import io.hivecore.live.GapReason;
import io.hivecore.live.StreamKind;
import io.hivecore.telemetry.TelemetryRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Events as {@code text/event-stream} (WHATWG HTML, section 9.2): id, name and one line of JSON.
 * Their names and data are a contract: see docs/stream.md.
 */
public final class ServerSentEvents implements EventFormat {
  @Override
  public byte[] connected(String id, Duration reconnect) {
    byte[] event = event(id, "connected", json -> json.writeStringProperty("status", "ok"));
    byte[] retry = ("retry: " + reconnect.toMillis() + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] both = new byte[retry.length + event.length];
    System.arraycopy(retry, 0, both, 0, retry.length);
    System.arraycopy(event, 0, both, retry.length, event.length);
    return both;
  }

  @Override
  public byte[] record(String id, JournaledEntry entry, TelemetryRecord record) {
    String name = StreamKind.of(record).orElseThrow().wireName();
    return event(id, name, json -> RecordData.write(json, entry, record));
  }

  @Override
  public byte[] heartbeat(String id, Instant now) {
    return event(
        id, "heartbeat", json -> json.writeStringProperty("time", WireTime.utcWithOffset(now)));
  }

  @Override
  public byte[] gap(String id, String oldest, GapReason reason) {
    return event(
        id,
        "gap",
        json -> {
          json.writeStringProperty("oldest", oldest);
          json.writeStringProperty("reason", reason.wireName());
          json.writeStringProperty("continues_from", reason.continuesFrom());
        });
  }

  @Override
  public byte[] cut(String id) {
    return event(
        id,
        "cut",
        json -> {
          json.writeStringProperty("reason", "too_slow");
          json.writeStringProperty("resume", id);
        });
  }

  private static byte[] event(String id, String name, Consumer<JsonGenerator> properties) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(768);
    out.writeBytes(
        ("id: " + id + "\nevent: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          properties.accept(json);
          json.writeEndObject();
        });
    out.write('\n');
    out.write('\n');
    return out.toByteArray();
  }
}
