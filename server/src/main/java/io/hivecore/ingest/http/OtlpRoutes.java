package io.hivecore.ingest.http;

import io.hivecore.http.Access;
import io.hivecore.http.Body;
import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.http.ProblemForm;
import io.hivecore.http.Routes;
import io.hivecore.http.RpcStatus;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.otlp.OtlpIntake;
import io.hivecore.ingest.otlp.OtlpOutcome;
import io.hivecore.ingest.otlp.Signal;
import io.hivecore.tenancy.TenantId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** OTLP over HTTP: {@code POST /v1/traces}, {@code /v1/logs} and {@code /v1/metrics}. */
public final class OtlpRoutes {
  /** Names the batch in every answer, see {@link BatchStatusRoutes}. */
  static final String BATCH_HEADER = "X-Batch-Id";

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  /** What protobuf is called elsewhere. */
  private static final List<String> PROTOBUF_NAMES =
      List.of(PROTOBUF, "application/protobuf", "application/octet-stream");

  /** Where clients of others expect the same paths. */
  private static final List<String> BASES = List.of("", "/otel", "/api/public/otel");

  private final Ingest ingest;
  private final OtlpIntake intake;
  private final long mostBodyBytes;

  private OtlpRoutes(Ingest ingest, OtlpIntake intake, long mostBodyBytes) {
    this.ingest = ingest;
    this.intake = intake;
    this.mostBodyBytes = mostBodyBytes;
  }

  /**
   * Adds the paths.
   *
   * @param mostBodyBytes of a body, on the wire as well as inflated
   */
  public static void register(Routes routes, Ingest ingest, OtlpIntake intake, long mostBodyBytes) {
    OtlpRoutes own = new OtlpRoutes(ingest, intake, mostBodyBytes);
    for (String base : BASES) {
      for (Signal signal : Signal.values()) {
        own.add(routes, base + "/v1/" + signal.pathName(), signal);
      }
      if (!base.isEmpty()) {
        // LangSmith's exporter takes the address that it is given as it is.
        own.add(routes, base, Signal.TRACES);
      }
    }
  }

  private void add(Routes routes, String path, Signal signal) {
    routes.add(
        "POST", path, Access.INGEST, OtlpRoutes::problem, exchange -> take(exchange, signal));
  }

  private void take(Exchange exchange, Signal signal) {
    TenantId tenant = exchange.tenant();
    OtlpIntake.Encoding encoding =
        encoding(exchange)
            .orElseThrow(
                () ->
                    Problem.unsupportedMediaType(
                            "Expected a body of application/x-protobuf or application/json.")
                        .asException());
    Arrival arrival = IngestHeaders.arrival(exchange, ingest);
    Body body = exchange.body(mostBodyBytes);
    // For the records that it is made into, which are about as large.
    exchange.reserve(body.bytes().length);
    OtlpOutcome outcome =
        OtlpProblems.orProblem(() -> intake.take(tenant, signal, encoding, body.bytes(), arrival));
    exchange.responseHeader(BATCH_HEADER, outcome.batchId());
    switch (encoding) {
      case PROTOBUF -> exchange.send(200, PROTOBUF, OtlpAnswer.protobuf(outcome));
      case JSON -> exchange.send(200, JSON, OtlpAnswer.json(outcome));
    }
  }

  private static Optional<OtlpIntake.Encoding> encoding(Exchange exchange) {
    String type = type(exchange);
    if (type.startsWith(JSON)) {
      return Optional.of(OtlpIntake.Encoding.JSON);
    }
    return PROTOBUF_NAMES.stream().anyMatch(type::startsWith)
        ? Optional.of(OtlpIntake.Encoding.PROTOBUF)
        : Optional.empty();
  }

  /** Asked for in the midst of a problem, so none of its own may come of it. */
  private static String type(Exchange exchange) {
    try {
      return exchange.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    } catch (ProblemException e) {
      return "";
    }
  }

  /** In the encoding of the request; whoever sends neither reads JSON more easily. */
  private static ProblemForm.Content problem(Problem problem, Exchange exchange) {
    return encoding(exchange).equals(Optional.of(OtlpIntake.Encoding.PROTOBUF))
        ? new ProblemForm.Content(PROTOBUF, RpcStatus.protobuf(problem))
        : new ProblemForm.Content(JSON, RpcStatus.json(problem));
  }
}
