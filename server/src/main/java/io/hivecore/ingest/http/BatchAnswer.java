package io.hivecore.ingest.http;

import io.hivecore.ingest.Accepted;
import io.hivecore.ingest.BatchOutcome;
import io.hivecore.ingest.Decision;
import io.hivecore.ingest.FieldError;
import io.hivecore.ingest.Rejection;
import io.hivecore.journal.Receipt;
import tools.jackson.core.JsonGenerator;

/** The answer to a batch. */
final class BatchAnswer {
  private BatchAnswer() {}

  static void write(BatchOutcome outcome, JsonGenerator json) {
    json.writeStartObject();
    json.writeNumberProperty("accepted", outcome.accepted());
    json.writeNumberProperty("duplicates", outcome.duplicates());
    json.writeNumberProperty("rejected", outcome.rejected());
    json.writeName("results").writeStartArray();
    int index = 0;
    for (Decision decision : outcome.decisions()) {
      json.writeStartObject();
      json.writeNumberProperty("index", index++);
      switch (decision) {
        case Accepted accepted -> {
          boolean duplicate = accepted.outcome() == Receipt.Outcome.DUPLICATE;
          json.writeStringProperty("status", duplicate ? "duplicate" : "accepted");
          json.writeStringProperty("id", accepted.id().toString());
        }
        case Rejection rejection -> {
          json.writeStringProperty("status", "rejected");
          json.writeName("error");
          write(rejection, json);
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** As in a problem document. */
  private static void write(Rejection rejection, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("code", rejection.code());
    json.writeStringProperty("detail", rejection.detail());
    if (!rejection.errors().isEmpty()) {
      json.writeName("errors").writeStartArray();
      for (FieldError error : rejection.errors()) {
        Rejections.fieldError(error).write(json);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
