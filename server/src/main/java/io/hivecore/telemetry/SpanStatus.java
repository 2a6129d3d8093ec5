package io.hivecore.telemetry;

import java.util.Locale;
import java.util.Optional;

/** How a span ended, with OpenTelemetry's codes, which are part of the journal's format. */
public enum SpanStatus implements Coded {
  UNSET(0),
  OK(1),
  ERROR(2);

  private final int code;
  private final String wireName;

  SpanStatus(int code) {
    this.code = code;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  public static Optional<SpanStatus> ofCode(int code) {
    return Coded.ofCode(values(), code);
  }

  public static Optional<SpanStatus> ofWireName(String wireName) {
    return Coded.ofWireName(values(), wireName);
  }
}
