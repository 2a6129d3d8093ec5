package io.hivecore.ingest.json;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.FieldError;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.telemetry.RecordKind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads what is sent to the log endpoint: one record, or a list of them under the name {@code logs}
 * with the execution round beside it.
 */
public sealed interface JsonLogs {
  /** One record, or why it is none. */
  record One(Decoded record) implements JsonLogs {}

  /** A list of records, all of them valid. */
  record Many(List<IncomingRecord> records) implements JsonLogs {
    public Many {
      records = List.copyOf(records);
    }
  }

  /** A list that is not taken; errors name its records as in {@code logs[3].level}. */
  record Wrong(Rejection rejection) implements JsonLogs {}

  /** How many errors of a list are named at most. */
  int MOST_ERRORS = 100;

  /**
   * Reads a body.
   *
   * @throws MalformedJsonException when it is no JSON
   * @throws TooManyRecordsException when the list is longer than may be
   * @throws InheritedTooLargeException when its items inherit more than they may
   */
  static JsonLogs read(byte[] body, Arrival arrival, Identities identities, RequestBounds bounds) {
    try {
      return LogEnvelope.isAround(body)
          ? list(body, arrival, identities, bounds)
          : new One(JsonRecords.one(RecordKind.LOG, body, arrival, identities));
    } catch (JacksonException e) {
      throw new MalformedJsonException(e);
    }
  }

  private static JsonLogs list(
      byte[] body, Arrival arrival, Identities identities, RequestBounds bounds) {
    LogEnvelope envelope = LogEnvelope.read(body, arrival);
    if (!envelope.errors().isEmpty()) {
      return new Wrong(Rejection.invalid(envelope.errors()));
    }
    bounds.checkRecords(envelope.items());
    bounds.checkInherited(envelope.items(), envelope.inheritedBytes());
    List<IncomingRecord> records = new ArrayList<>();
    List<FieldError> errors = new ArrayList<>();
    RecordReader reader = new RecordReader(identities);
    try (JsonParser parser = LogEnvelope.openList(body)) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        switch (reader.read(parser, RecordKind.LOG, envelope.arrival(), envelope.unknown(), i)) {
          case IncomingRecord record -> records.add(record);
          case Rejection rejection -> add(errors, i, rejection);
        }
      }
    }
    return errors.isEmpty() ? new Many(records) : new Wrong(Rejection.invalid(errors));
  }

  private static void add(List<FieldError> errors, int index, Rejection rejection) {
    if (errors.size() >= MOST_ERRORS) {
      return;
    }
    String place = "logs[" + index + "]";
    String number = Integer.toString(index);
    if (rejection.errors().isEmpty()) {
      errors.add(new FieldError(place, List.of("logs", number), rejection.detail()));
    }
    for (FieldError error : rejection.errors()) {
      errors.add(
          new FieldError(
              place + "." + error.field(), List.of("logs", number, error.field()), error.detail()));
    }
  }
}
