package io.hivecore.http;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Problem} as {@code google.rpc.Status}, the form in which clients of gRPC and OTLP expect
 * errors: with {@code BadRequest} where fields are wrong and {@code RetryInfo} where a further try
 * makes sense. By hand: the three messages are not worth a library of two megabytes.
 */
public final class RpcStatus {
  private static final String TYPES = "type.googleapis.com/google.rpc.";

  private RpcStatus() {}

  /** The code of gRPC that says the same as an HTTP status. */
  public static int code(Problem problem) {
    return switch (problem.status()) {
      case 400, 405, 406, 415, 417, 422 -> 3; // INVALID_ARGUMENT
      case 401 -> 16; // UNAUTHENTICATED
      case 403 -> 7; // PERMISSION_DENIED
      case 404 -> 5; // NOT_FOUND
      case 408 -> 4; // DEADLINE_EXCEEDED
      case 413, 429 -> 8; // RESOURCE_EXHAUSTED
      case 501 -> 12; // UNIMPLEMENTED
      case 502, 503, 504, 507 -> 14; // UNAVAILABLE
      default -> 13; // INTERNAL
    };
  }

  /** In protobuf. */
  public static byte[] protobuf(Problem problem) {
    return message(
        status -> {
          status.writeInt32(1, code(problem));
          status.writeString(2, problem.detail());
          if (!problem.errors().isEmpty()) {
            status.writeByteArray(3, any("BadRequest", badRequest(problem)));
          }
          Duration retryAfter = problem.retryAfter();
          if (retryAfter != null) {
            status.writeByteArray(3, any("RetryInfo", retryInfo(retryAfter)));
          }
        });
  }

  private static byte[] badRequest(Problem problem) {
    return message(
        request -> {
          for (Problem.FieldError error : problem.errors()) {
            request.writeByteArray(
                1,
                message(
                    violation -> {
                      violation.writeString(1, error.field());
                      violation.writeString(2, error.detail());
                    }));
          }
        });
  }

  private static byte[] retryInfo(Duration retryAfter) {
    return message(
        info ->
            info.writeByteArray(
                1,
                message(
                    duration -> {
                      duration.writeInt64(1, retryAfter.toSeconds());
                      duration.writeInt32(2, retryAfter.toNanosPart());
                    })));
  }

  private static byte[] any(String type, byte[] value) {
    return message(
        any -> {
          any.writeString(1, TYPES + type);
          any.writeBytes(2, ByteString.copyFrom(value));
        });
  }

  /** In JSON. */
  public static byte[] json(Problem problem) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("code", code(problem));
          json.writeStringProperty("message", problem.detail());
          @Nullable Duration retryAfter = problem.retryAfter();
          if (!problem.errors().isEmpty() || retryAfter != null) {
            json.writeName("details").writeStartArray();
            if (!problem.errors().isEmpty()) {
              json.writeStartObject();
              json.writeStringProperty("@type", TYPES + "BadRequest");
              json.writeName("fieldViolations").writeStartArray();
              for (Problem.FieldError error : problem.errors()) {
                json.writeStartObject();
                json.writeStringProperty("field", error.field());
                json.writeStringProperty("description", error.detail());
                json.writeEndObject();
              }
              json.writeEndArray();
              json.writeEndObject();
            }
            if (retryAfter != null) {
              json.writeStartObject();
              json.writeStringProperty("@type", TYPES + "RetryInfo");
              json.writeStringProperty("retryDelay", seconds(retryAfter));
              json.writeEndObject();
            }
            json.writeEndArray();
          }
          json.writeEndObject();
        });
  }

  /** As protobuf's JSON has durations: seconds with their fraction and an {@code s}. */
  private static String seconds(Duration duration) {
    return java.math.BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString()
        + "s";
  }

  private interface Content {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      content.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
