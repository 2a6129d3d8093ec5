package io.hivecore.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link Problem} as {@code application/problem+json} (RFC 9457). */
final class ProblemDocument {
  static final String CONTENT_TYPE = "application/problem+json";

  private ProblemDocument() {}

  /**
   * @param instance the path that was asked for; empty when it could not be read
   * @param requestId as in the header X-Request-Id
   */
  static byte[] bytes(Problem problem, String instance, String requestId) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("type", "urn:hivecore:problem:" + problem.code());
          json.writeStringProperty("title", problem.title());
          json.writeNumberProperty("status", problem.status());
          json.writeStringProperty("detail", problem.detail());
          if (!instance.isEmpty()) {
            json.writeStringProperty("instance", Shown.of(instance));
          }
          json.writeStringProperty("code", problem.code());
          json.writeStringProperty("request_id", requestId);
          if (!problem.errors().isEmpty()) {
            json.writeName("errors").writeStartArray();
            for (Problem.FieldError error : problem.errors()) {
              error.write(json);
            }
            json.writeEndArray();
          }
          json.writeEndObject();
        });
  }

  static Map<String, String> headers(Problem problem) {
    Map<String, String> headers = new LinkedHashMap<>();
    Duration retryAfter = problem.retryAfter();
    if (retryAfter != null) {
      // Whole seconds, rounded up: 0 would invite a busy loop.
      headers.put(
          "Retry-After", Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
    }
    if (problem.status() == 401) {
      headers.put("WWW-Authenticate", "Bearer");
    }
    return headers;
  }
}
