package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets queries through to the store: only so many of one tenant at a time, each only until its
 * deadline and for as long as its client is there. Safe for use by many threads.
 *
 * <p>A query runs on a virtual thread of its own. The request's thread, to which the connection
 * belongs, waits for it, and interrupts it when the client leaves or the time is over.
 */
final class QueryGate {
  /** Most queries are answered sooner, and so never cost a look at the connection. */
  private static final Duration SOON = Duration.ofMillis(100);

  /** The store ends a query by itself; this long after the deadline it is interrupted. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final QuerySettings settings;
  private final TenantPermits queries;
  private final TenantPermits exports;

  QueryGate(QuerySettings settings) {
    this.settings = settings;
    this.queries = new TenantPermits(settings.concurrentPerTenant());
    this.exports = new TenantPermits(settings.concurrentExportsPerTenant());
  }

  /**
   * One or more questions to the store that share a deadline.
   *
   * @param <T> what they are put together to
   */
  @FunctionalInterface
  interface Question<T> {
    T ask(Deadline deadline) throws IOException;
  }

  /**
   * Asks within the bounds of a query.
   *
   * @throws ProblemException 429 when the tenant asks too much at once, 503 when the deadline
   *     passed or the store has too much to do
   * @throws UncheckedIOException when the client left
   */
  <T> T query(Exchange exchange, Question<T> question) {
    TenantId tenant = exchange.tenant();
    take(queries, tenant, settings.concurrentPerTenant(), "queries");
    return run(exchange, settings.deadline(), question, () -> queries.giveBack(tenant));
  }

  /** As {@link #query}, within the bounds of an export. */
  void export(Exchange exchange, Question<Boolean> question) {
    TenantId tenant = exchange.tenant();
    take(queries, tenant, settings.concurrentPerTenant(), "queries");
    if (!exports.take(tenant)) {
      queries.giveBack(tenant);
      throw tooMany(settings.concurrentExportsPerTenant(), "exports");
    }
    run(
        exchange,
        settings.exportDeadline(),
        question,
        () -> {
          exports.giveBack(tenant);
          queries.giveBack(tenant);
        });
  }

  private static void take(TenantPermits permits, TenantId tenant, int most, String what) {
    if (!permits.take(tenant)) {
      throw tooMany(most, what);
    }
  }

  private static RuntimeException tooMany(int most, String what) {
    return Problem.tooMany(
            "More than " + most + " " + what + " at one time; wait until one has ended.",
            RETRY_AFTER)
        .asException();
  }

  private static <T> T run(
      Exchange exchange, Duration time, Question<T> question, Runnable giveBack) {
    Deadline deadline = Deadline.in(time);
    Deadline lastly = Deadline.in(time.plus(GRACE));
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread worker =
        Thread.ofVirtual().name("query").start(() -> answer(question, deadline, answer, giveBack));
    try {
      return await(exchange, answer, lastly);
    } catch (ExecutionException e) {
      throw told(e.getCause(), time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("The server is stopping.", RETRY_AFTER).asException();
    } catch (TimeoutException e) {
      throw tooLong(time);
    } finally {
      // Without effect on one that has answered. It may be writing to the exchange, which is not
      // ours any more when this method is left.
      worker.interrupt();
      joinUninterruptibly(worker);
    }
  }

  private static <T> void answer(
      Question<T> question, Deadline deadline, CompletableFuture<T> answer, Runnable giveBack) {
    T value;
    try {
      value = question.ask(deadline);
    } catch (Throwable e) {
      giveBack.run();
      answer.completeExceptionally(e);
      return;
    }
    // First: who has the answer may ask again at once.
    giveBack.run();
    answer.complete(value);
  }

  private static <T> T await(Exchange exchange, CompletableFuture<T> answer, Deadline lastly)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      return answer.get(SOON.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      exchange.whenClientLeaves(
          () -> answer.completeExceptionally(new IOException("the client left")));
      return answer.get(lastly.remaining().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private static void joinUninterruptibly(Thread worker) {
    boolean interrupted = false;
    while (true) {
      try {
        worker.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException told(@Nullable Throwable failure, Duration time) {
    return switch (failure) {
      case TelemetryStoreException e when e.reason() == Reason.CANCELLED -> tooLong(time);
      case TelemetryStoreException e when e.reason() == Reason.OVERLOADED ->
          new ProblemException(
              Problem.unavailable("The store has too much to do just now.", RETRY_AFTER), e);
      case TelemetryStoreException e when e.reason() == Reason.TOO_MANY_GROUPS ->
          new ProblemException(Problem.invalid("group_by", String.valueOf(e.getMessage())), e);
      case TelemetryStoreException e when e.reason() == Reason.NO_ROOM ->
          new ProblemException(
              Problem.noRoom("There is no room on the server's disk.", RETRY_AFTER), e);
      case IOException e -> new UncheckedIOException(e);
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException("no question throws this", failure);
    };
  }

  private static RuntimeException tooLong(Duration time) {
    return new Problem(
            503,
            "deadline_exceeded",
            "Took too long",
            "The query was ended after "
                + time.toSeconds()
                + " s. Ask for a shorter range of time or filter more.",
            List.of(),
            RETRY_AFTER)
        .asException();
  }
}
