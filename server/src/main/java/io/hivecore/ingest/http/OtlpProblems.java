package io.hivecore.ingest.http;

import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.ingest.IngestRefusedException;
import io.hivecore.ingest.otlp.MalformedOtlpException;
import io.hivecore.ingest.otlp.TooMuchOtlpException;
import java.util.function.Supplier;

/**
 * Why a request of OTLP is not taken, in the few statuses that its clients know what to do with.
 */
final class OtlpProblems {
  private OtlpProblems() {}

  /** Runs what takes a request, and turns what it throws into problems. */
  static <T> T orProblem(Supplier<T> taking) {
    try {
      return taking.get();
    } catch (MalformedOtlpException e) {
      throw new ProblemException(problem(e), e);
    } catch (TooMuchOtlpException e) {
      throw new ProblemException(Problem.tooLarge(String.valueOf(e.getMessage())), e);
    } catch (IngestRefusedException e) {
      throw new ProblemException(problem(e), e);
    }
  }

  private static Problem problem(MalformedOtlpException e) {
    return e.errors().isEmpty()
        ? Problem.badRequest(String.valueOf(e.getMessage()))
        : Problem.invalid(e.errors().stream().map(Rejections::fieldError).toList());
  }

  /** A full disk is a 503: of all but four statuses clients throw the data away. */
  static Problem problem(IngestRefusedException e) {
    String detail = String.valueOf(e.getMessage());
    return switch (e.reason()) {
      case TENANT_FULL -> Problem.tooMany(detail, e.retryAfter());
      case UNAVAILABLE, NO_ROOM -> Problem.unavailable(detail, e.retryAfter());
    };
  }
}
