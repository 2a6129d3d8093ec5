package io.hivecore.telemetry;

import java.util.Locale;
import java.util.Optional;

/** How a span ended, with OpenTelemetry's codes, which are part of the journal's format. */
public enum SpanStatus {
  UNSET(0),
  OK(1),
  ERROR(2);

  private final int code;
  private final String wireName;

  SpanStatus(int code) {
    this.code = code;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  public int code() {
    return code;
  }

  public String wireName() {
    return wireName;
  }

  public static Optional<SpanStatus> ofCode(int code) {
    for (SpanStatus status : values()) {
      if (status.code == code) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  public static Optional<SpanStatus> ofWireName(String wireName) {
    for (SpanStatus status : values()) {
      if (status.wireName.equals(wireName)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
