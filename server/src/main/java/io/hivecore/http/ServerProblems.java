package io.hivecore.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server answers by itself, before a request reaches us, as problem documents. */
final class ServerProblems implements DirectHandler {
  private static final String UNREADABLE = "The request is not well-formed HTTP/1.1.";

  static DirectHandlers handlers() {
    DirectHandlers.Builder builder = DirectHandlers.builder();
    ServerProblems handler = new ServerProblems();
    for (EventType type : EventType.values()) {
      builder.addHandler(type, handler);
    }
    return builder.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    Problem problem = problem(status.code(), message == null ? "" : message);
    String requestId = RequestIds.next();
    for (Map.Entry<String, String> header : ProblemDocument.headers(problem).entrySet()) {
      headers.set(HeaderNames.create(header.getKey()), header.getValue());
    }
    headers.set(HeaderNames.CONTENT_TYPE, ProblemDocument.CONTENT_TYPE);
    AnswerHeaders.addTo(headers, requestId);
    return TransportResponse.builder()
        .status(Status.create(problem.status()))
        .headers(headers)
        .keepAlive(false)
        .entity(ProblemDocument.bytes(problem, path(request), requestId))
        .build();
  }

  private static String path(TransportRequest request) {
    int query = request.path().indexOf('?');
    return query < 0 ? request.path() : request.path().substring(0, query);
  }

  /** The server's own words are for its log; only what they are about is told. */
  private static Problem problem(int status, String message) {
    return switch (status) {
      case 400 -> badRequest(message);
      case 413 -> Problem.tooLarge("The body is too large.");
      case 414 ->
          Problem.of(414, "uri_too_long", "URI too long", "The request's first line is too long.");
      case 501 ->
          Problem.of(
              501,
              "not_implemented",
              "Not implemented",
              "The only Transfer-Encoding that is supported is chunked.");
      case 503 ->
          Problem.unavailable(
              "Too many requests are being worked on.", java.time.Duration.ofSeconds(1));
      case 505 ->
          Problem.of(
              505,
              "http_version_not_supported",
              "HTTP version not supported",
              "Only HTTP/1.1 is supported.");
      default ->
          Problem.of(500, "internal", "Internal error", "The server could not answer the request.");
    };
  }

  private static Problem badRequest(String message) {
    if (message.startsWith("Header size exceeded")) {
      return Problem.of(
          431,
          "headers_too_large",
          "Request header fields too large",
          "The request's headers are too large.");
    }
    if (message.contains("Host header")
        || message.contains("host header")
        || message.contains("Host ")) {
      return Problem.badRequest("The Host header is missing, repeated or malformed.");
    }
    if (message.contains("ontent-Length") || message.contains("ontent length")) {
      return Problem.badRequest("The Content-Length header is malformed.");
    }
    if (message.contains("Transfer-Encoding")) {
      return Problem.badRequest("The Transfer-Encoding header is malformed.");
    }
    return Problem.badRequest(UNREADABLE);
  }
}
