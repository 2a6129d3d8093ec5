package io.hivecore.telemetry;

import java.util.Locale;
import java.util.Optional;

/** How grave a log record is. The code is part of the journal's format. */
public enum LogLevel {
  DEBUG(1),
  INFO(2),
  WARNING(3),
  ERROR(4);

  private final int code;
  private final String wireName;

  LogLevel(int code) {
    this.code = code;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  public int code() {
    return code;
  }

  public String wireName() {
    return wireName;
  }

  public static Optional<LogLevel> ofCode(int code) {
    for (LogLevel level : values()) {
      if (level.code == code) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }

  public static Optional<LogLevel> ofWireName(String wireName) {
    for (LogLevel level : values()) {
      if (level.wireName.equals(wireName)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
