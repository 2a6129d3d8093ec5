package io.hivecore.ingest.http;

import io.hivecore.http.Problem;
import io.hivecore.ingest.FieldError;
import io.hivecore.ingest.IngestRefusedException;
import io.hivecore.ingest.Rejection;
import java.time.Duration;

/** Reasons for not taking records, as problems. */
final class Rejections {
  private Rejections() {}

  static Problem problem(Rejection rejection) {
    if (!rejection.errors().isEmpty()) {
      return Problem.invalid(rejection.errors().stream().map(Rejections::fieldError).toList());
    }
    return rejection.code().equals(Rejection.TOO_LARGE)
        ? Problem.tooLarge(rejection.detail())
        : Problem.badRequest(rejection.detail());
  }

  static Problem.FieldError fieldError(FieldError error) {
    return new Problem.FieldError(error.field(), error.path(), error.detail());
  }

  static Problem problem(IngestRefusedException refusal) {
    String detail = String.valueOf(refusal.getMessage());
    return switch (refusal.reason()) {
      case TENANT_FULL -> Problem.tooMany(detail, refusal.retryAfter());
      case UNAVAILABLE -> Problem.unavailable(detail, refusal.retryAfter());
      case NO_ROOM -> Problem.noRoom(detail, refusal.retryAfter());
    };
  }

  /** Whole seconds for {@code Retry-After}, rounded up, at least 1. */
  static long seconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }
}
