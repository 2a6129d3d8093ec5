package io.hivecore.ingest.http;

import io.hivecore.http.Body;
import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.ingest.BatchIntake;
import io.hivecore.ingest.BatchOutcome;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.clients.InvalidBodyException;
import io.hivecore.ingest.clients.MalformedBodyException;
import io.hivecore.tenancy.TenantId;
import java.util.List;
import java.util.function.Supplier;

/** What the routes for other products' clients have in common. */
final class ClientBodies {
  private ClientBodies() {}

  /** A JSON body, with room for what it is made into. */
  static byte[] json(Exchange exchange, Ingest ingest) {
    MediaTypes.requireJson(exchange);
    Body body = exchange.body(ingest.settings().recordBodyBytes());
    exchange.reserve(2L * body.bytes().length);
    return body.bytes();
  }

  /** Reads a body of one object. */
  interface Reading<T> {
    T of(byte[] body) throws InvalidBodyException;
  }

  /** Reads a JSON body of which nothing is taken when a field is wrong. */
  static <T> T read(Exchange exchange, Ingest ingest, Reading<T> reading) {
    byte[] body = json(exchange, ingest);
    return wellFormed(
        () -> {
          try {
            return reading.of(body);
          } catch (InvalidBodyException e) {
            throw new ProblemException(Rejections.problem(e.rejection()), e);
          }
        });
  }

  /** Runs what reads a body, and turns what it throws into problems. */
  static <T> T wellFormed(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (MalformedBodyException e) {
      throw new ProblemException(Problem.badRequest(String.valueOf(e.getMessage())), e);
    }
  }

  /**
   * Takes records all together.
   *
   * @throws ProblemException 429 or 503 when they are to be sent again, whole: the part that is
   *     there counts once
   */
  static BatchOutcome taken(Ingest ingest, TenantId tenant, List<? extends Decoded> records) {
    BatchOutcome outcome =
        OtlpProblems.orProblem(
            () -> {
              BatchIntake intake = ingest.batch(tenant, true);
              records.forEach(intake::take);
              return intake.finish();
            });
    outcome
        .refusal()
        .ifPresent(
            refusal -> {
              throw new ProblemException(OtlpProblems.problem(refusal), refusal);
            });
    return outcome;
  }
}
