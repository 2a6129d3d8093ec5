package io.hivecore.ingest.http;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.Routes;
import io.hivecore.ingest.BatchStatus;
import io.hivecore.ingest.BatchStatus.Counts;
import io.hivecore.ingest.BatchStatus.Reason;
import io.hivecore.ingest.Batches;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** {@code GET /api/v1/ingest-status/{id}/}: where a batch is that was answered. */
public final class BatchStatusRoutes {
  private final Batches batches;

  private BatchStatusRoutes(Batches batches) {
    this.batches = batches;
  }

  public static void register(Routes routes, Batches batches) {
    routes.add(
        "GET",
        "/api/v1/ingest-status/{id}/",
        Access.INGEST,
        new BatchStatusRoutes(batches)::status);
  }

  private void status(Exchange exchange) {
    String id = exchange.pathParameter("id");
    BatchStatus status =
        batches
            .find(exchange.tenant(), id)
            .orElseThrow(() -> Problem.notFound("There is no such batch.").asException());
    exchange.json(200, json -> write(id, status, json));
  }

  private static void write(String id, BatchStatus status, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("batch", id);
    json.writeStringProperty("stage", status.stage().name().toLowerCase(Locale.ROOT));
    Counts counts = status.counts();
    if (counts == null) {
      json.writeNullProperty("accepted");
      json.writeNullProperty("duplicates");
      if (status.anyRejected()) {
        json.writeNullProperty("rejected");
      } else {
        json.writeNumberProperty("rejected", 0);
      }
    } else {
      json.writeNumberProperty("accepted", counts.accepted());
      json.writeNumberProperty("duplicates", counts.duplicates());
      json.writeNumberProperty("rejected", counts.rejected());
    }
    json.writeName("errors").writeStartArray();
    for (Reason reason : status.reasons()) {
      json.writeStartObject();
      if (reason.index() >= 0) {
        json.writeNumberProperty("index", reason.index());
      }
      json.writeStringProperty("code", reason.code());
      json.writeStringProperty("detail", reason.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
