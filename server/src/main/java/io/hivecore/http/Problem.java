package io.hivecore.http;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What went wrong, as RFC 9457 problem details.
 *
 * @param status HTTP status, 4xx or 5xx
 * @param code stable, in snake case; {@code type} is made from it
 * @param title the same for every problem of a code
 * @param detail what happened this time and what to do; never a class name, SQL or a stack trace
 * @param errors the fields that are wrong; empty when the problem is not about fields
 * @param retryAfter when a further try makes sense; with 429 and 503
 */
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    List<FieldError> errors,
    @Nullable Duration retryAfter) {
  public Problem {
    errors = List.copyOf(errors);
  }

  /**
   * One field that is wrong.
   *
   * @param field its name as sent, or the name of a query parameter or header
   * @param pointer the place in the body, or the parameter, as RFC 6901 JSON pointer; null for a
   *     header
   * @param detail what was expected
   */
  public record FieldError(String field, @Nullable String pointer, String detail) {
    /** A field of the body's own object, or a query parameter. */
    public FieldError(String field, String detail) {
      this(field, List.of(field), detail);
    }

    /**
     * A field anywhere in the body.
     *
     * @param path the names and places that lead to it
     */
    public FieldError(String field, List<String> path, String detail) {
      this(field, pointer(path), detail);
    }

    /** As in {@code errors} of a problem document. */
    public void write(JsonGenerator json) {
      json.writeStartObject();
      json.writeStringProperty("field", field);
      if (pointer != null) {
        json.writeStringProperty("pointer", pointer);
      }
      json.writeStringProperty("detail", detail);
      json.writeEndObject();
    }

    private static String pointer(List<String> path) {
      StringBuilder pointer = new StringBuilder();
      for (String step : path) {
        pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
      }
      return pointer.toString();
    }
  }

  public static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, List.of(), null);
  }

  public static Problem badRequest(String detail) {
    return of(400, "bad_request", "Bad request", detail);
  }

  /** 400 for fields of the body or parameters of the query; the detail names the first. */
  public static Problem invalid(List<FieldError> errors) {
    FieldError first = errors.getFirst();
    String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
    return new Problem(
        400,
        "invalid",
        "Invalid values",
        first.field() + ": " + first.detail() + more,
        errors,
        null);
  }

  public static Problem invalid(String field, String detail) {
    return invalid(List.of(new FieldError(field, detail)));
  }

  public static Problem invalidHeader(String name, String detail) {
    @Nullable String nowhere = null;
    return invalid(List.of(new FieldError(name, nowhere, detail)));
  }

  public static Problem unauthorized(String detail) {
    return of(401, "unauthorized", "Not authenticated", detail);
  }

  public static Problem forbidden(String detail) {
    return of(403, "forbidden", "Not allowed", detail);
  }

  public static Problem notFound(String detail) {
    return of(404, "not_found", "Not found", detail);
  }

  public static Problem tooLarge(String detail) {
    return of(413, "too_large", "Too large", detail);
  }

  public static Problem unsupportedMediaType(String detail) {
    return of(415, "unsupported_media_type", "Unsupported media type", detail);
  }

  /** 429: this caller sends or asks too much. */
  public static Problem tooMany(String detail, Duration retryAfter) {
    return new Problem(
        429, "too_many_requests", "Too many requests", detail, List.of(), retryAfter);
  }

  /** 503: the server cannot just now. */
  public static Problem unavailable(String detail, Duration retryAfter) {
    return new Problem(503, "unavailable", "Unavailable", detail, List.of(), retryAfter);
  }

  /** 507: there is no room on the server's disk. */
  public static Problem noRoom(String detail, Duration retryAfter) {
    return new Problem(507, "no_room", "No room", detail, List.of(), retryAfter);
  }

  public ProblemException asException() {
    return new ProblemException(this);
  }
}
