package io.hivecore.http;

import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** One request and its answer. Belongs to the request's virtual thread. */
public interface Exchange {
  /** The authenticated caller; null on a route for {@link Access#ANYONE}. */
  @Nullable Caller callerOrNull();

  /** The caller, on a route that needs one. */
  Caller caller();

  /**
   * The caller's tenant.
   *
   * @throws ProblemException 403 for an operator, who has none
   */
  TenantId tenant();

  String method();

  /** The path as sent, without the query, still percent-encoded. */
  String rawPath();

  /** Names this request in the header X-Request-Id, in problem documents and in the log. */
  default String requestId() {
    return "";
  }

  /**
   * Has an action run when the client leaves before the request is answered: at most once, on
   * another thread, soon after. For work that can be stopped, such as a query. A client that only
   * ends its sending direction counts as one that leaves.
   */
  default void whenClientLeaves(Runnable action) {}

  /** The parameters in the route's path, decoded. */
  Map<String, String> pathParameters();

  default String pathParameter(String name) {
    String value = pathParameters().get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no parameter " + name);
    }
    return value;
  }

  Parameters query();

  /**
   * A request header's first value, read as UTF-8 and stripped; empty when absent or blank.
   *
   * @throws ProblemException 400 when it is not UTF-8
   */
  Optional<String> header(String name);

  /**
   * The network address at the other end of the connection, as text: a proxy's, when there is one.
   * Empty when it is unknown.
   */
  default String clientAddress() {
    return "";
  }

  /**
   * Scheme, host and port as the client sees them, such as {@code http://localhost:8000}; for links
   * in answers.
   */
  String origin();

  /**
   * Reads the body, undoing gzip, zstd and deflate.
   *
   * @param mostBytes of the inflated body
   * @throws ProblemException 413 when there are more, 415 for another encoding, 400 when the
   *     encoding is broken or the body ends early, 408 when it does not arrive in time, 429 or 503
   *     when too much is in flight
   */
  Body body(long mostBytes);

  /**
   * Takes room in memory for what the body is made into, until the answer is sent; before it is
   * made.
   *
   * @throws ProblemException 429 or 503 when too much is in flight
   */
  default void reserve(long bytes) {}

  /**
   * Has this request count among a tenant's from here on: on a route for anyone, whose address
   * shows on whose behalf it is called. Before the body is read.
   *
   * @throws ProblemException 429 when the tenant has too many under way
   */
  default void countFor(TenantId tenant) {}

  /**
   * Sets a response header; before the answer is begun. Replaces what every answer has, such as
   * {@code Cache-Control: no-store}.
   *
   * @throws IllegalArgumentException for a value with control characters
   */
  void responseHeader(String name, String value);

  /** Sends a whole JSON answer; a longer one is compressed for clients that take gzip. */
  void json(int status, Consumer<JsonGenerator> content);

  /**
   * The same for an answer that may be long: it is sent while it is made, so that it is never whole
   * in memory.
   */
  void longJson(int status, Consumer<JsonGenerator> content) throws IOException;

  /** Sends a whole answer of any type. */
  void send(int status, String contentType, byte[] content);

  /** Sends an answer without content. */
  void empty(int status);

  void problem(Problem problem);

  /**
   * Begins an answer of unknown length; flush to send what is written. From here on the request
   * counts as a stream of its tenant. It may stay open and silent for as long as the handler likes;
   * only a client that takes nothing of what is written is cut off after a while. A write to a
   * client that is gone throws an IOException, which the handler lets pass. On HEAD nothing comes
   * back: the headers are sent and the handler ends here.
   *
   * @throws ProblemException 429 when the tenant has too many streams
   */
  OutputStream stream(int status, String contentType);
}
