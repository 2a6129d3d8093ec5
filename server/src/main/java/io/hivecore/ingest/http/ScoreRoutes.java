package io.hivecore.ingest.http;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Routes;
import io.hivecore.ingest.Accepted;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.BatchOutcome;
import io.hivecore.ingest.Batches;
import io.hivecore.ingest.Decision;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.Rejection;
import io.hivecore.ingest.clients.LangfuseScores;
import io.hivecore.tenancy.TenantId;
import java.util.List;

/** {@code POST /api/v1/scores/}: one score, or a list of which all are taken or none. */
public final class ScoreRoutes {
  private final Ingest ingest;
  private final Batches batches;

  private ScoreRoutes(Ingest ingest, Batches batches) {
    this.ingest = ingest;
    this.batches = batches;
  }

  /** Adds the path. */
  public static void register(Routes routes, Ingest ingest, Batches batches) {
    routes.add("POST", "/api/v1/scores/", Access.INGEST, new ScoreRoutes(ingest, batches)::scores);
  }

  private void scores(Exchange exchange) {
    TenantId tenant = exchange.tenant();
    Arrival arrival = IngestHeaders.arrival(exchange, ingest);
    byte[] body = ClientBodies.json(exchange, ingest);
    LangfuseScores scores =
        ClientBodies.wellFormed(
            () ->
                LangfuseScores.readOwn(
                    body, arrival, ingest.identities(arrival), ingest.settings().batchRecords()));
    for (LangfuseScores.Scored scored : scores.all()) {
      if (scored.decoded() instanceof Rejection rejection) {
        throw Rejections.problem(rejection).asException();
      }
    }
    BatchOutcome outcome =
        ClientBodies.taken(
            ingest, tenant, scores.all().stream().map(LangfuseScores.Scored::decoded).toList());
    exchange.responseHeader(OtlpRoutes.BATCH_HEADER, batches.remember(tenant, outcome));
    List<String> ids = outcome.decisions().stream().map(ScoreRoutes::id).toList();
    exchange.json(
        201,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "ok");
          json.writeName("ids").writeStartArray();
          ids.forEach(json::writeString);
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static String id(Decision decision) {
    return switch (decision) {
      case Accepted accepted -> accepted.id().toString();
      case Rejection rejection -> throw Rejections.problem(rejection).asException();
    };
  }
}
