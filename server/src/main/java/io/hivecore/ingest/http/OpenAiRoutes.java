package io.hivecore.ingest.http;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Routes;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.BatchOutcome;
import io.hivecore.ingest.Batches;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.Rejection;
import io.hivecore.ingest.clients.OpenAiTraces;
import io.hivecore.tenancy.TenantId;
import java.util.List;

/** {@code POST /v1/traces/ingest}: the exporter of OpenAI's Agents SDK. */
public final class OpenAiRoutes {
  private static final int MOST_ERRORS = 100;

  private final Ingest ingest;
  private final Batches batches;

  private OpenAiRoutes(Ingest ingest, Batches batches) {
    this.ingest = ingest;
    this.batches = batches;
  }

  public static void register(Routes routes, Ingest ingest, Batches batches) {
    OpenAiRoutes own = new OpenAiRoutes(ingest, batches);
    routes.add("POST", "/v1/traces/ingest", Access.INGEST, own::traces);
  }

  private void traces(Exchange exchange) {
    TenantId tenant = exchange.tenant();
    Arrival arrival = IngestHeaders.arrival(exchange, ingest);
    byte[] body = ClientBodies.json(exchange, ingest);
    List<Decoded> records =
        ClientBodies.wellFormed(
            () ->
                OpenAiTraces.read(
                    body, arrival, ingest.identities(arrival), ingest.settings().batchRecords()));
    BatchOutcome outcome = ClientBodies.taken(ingest, tenant, records);
    exchange.responseHeader(OtlpRoutes.BATCH_HEADER, batches.remember(tenant, outcome));
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("accepted", outcome.decisions().size() - outcome.rejected());
          json.writeNumberProperty("rejected", outcome.rejected());
          json.writeName("errors").writeStartArray();
          int told = 0;
          for (int i = 0; i < outcome.decisions().size() && told < MOST_ERRORS; i++) {
            if (outcome.decisions().get(i) instanceof Rejection rejection) {
              told++;
              json.writeStartObject();
              json.writeNumberProperty("index", i);
              json.writeStringProperty("code", rejection.code());
              json.writeStringProperty("detail", rejection.detail());
              json.writeEndObject();
            }
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
