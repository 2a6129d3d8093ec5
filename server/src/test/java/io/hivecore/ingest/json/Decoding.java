package io.hivecore.ingest.json;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.FieldError;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.ingest.TestIdentities;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Decodes texts as if they had come in at a fixed time. */
final class Decoding {
  static final Instant NOW = Instant.parse("2026-03-02T10:00:00.123456Z");

  private Decoding() {}

  static Arrival arrival(String project, String round, String key) {
    return new Arrival(NOW, project, round, key);
  }

  static Arrival arrival() {
    return arrival("", "", "");
  }

  static Identities identities(Arrival arrival) {
    return TestIdentities.of(arrival, NOW);
  }

  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  static Decoded decode(RecordKind kind, String json) {
    return decode(kind, json, arrival());
  }

  static Decoded decode(RecordKind kind, String json, Arrival arrival) {
    return JsonRecords.one(kind, bytes(json), arrival, identities(arrival));
  }

  static IncomingRecord valid(RecordKind kind, String json, Arrival arrival) {
    return switch (decode(kind, json, arrival)) {
      case IncomingRecord record -> record;
      case Rejection rejection -> throw new AssertionError(rejection.toString());
    };
  }

  static IncomingRecord valid(RecordKind kind, String json) {
    return valid(kind, json, arrival());
  }

  static TelemetryRecord record(RecordKind kind, String json) {
    return valid(kind, json).record();
  }

  /** Every error of a text that is JSON but no record. */
  static List<FieldError> errors(RecordKind kind, String json) {
    return switch (decode(kind, json)) {
      case IncomingRecord record -> throw new AssertionError(record.toString());
      case Rejection rejection -> rejection.errors();
    };
  }

  /** A valid body of a kind, with one field's value replaced or added. */
  static String with(RecordKind kind, String field, String jsonValue) {
    String body = minimal(kind);
    // The last of a name counts.
    return body.substring(0, body.length() - 1) + ",\"" + field + "\":" + jsonValue + "}";
  }

  /** A valid body with nothing but the required fields. */
  static String minimal(RecordKind kind) {
    return switch (kind) {
      case USAGE ->
          """
          {"timestamp":"2026-03-01T09:30:00Z","agentscope_agent_id":"a","agent_name":"A",\
          "model_name":"m"}""";
      case EXECUTION ->
          """
          {"execution_id":"e","agentscope_agent_id":"a","agent_name":"A",\
          "start_time":"2026-03-01T09:30:00Z"}""";
      case TIMELINE ->
          """
          {"event_type":"agent_start"}""";
      case LOG ->
          """
          {"execution_round_id":"r","message":"hello"}""";
      case SPAN, SCORE, TRACE, METRIC_POINT ->
          throw new IllegalArgumentException(kind + " is no JSON record");
    };
  }
}
