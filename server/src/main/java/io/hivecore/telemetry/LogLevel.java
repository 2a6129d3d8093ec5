package io.hivecore.telemetry;

import java.util.Locale;
import java.util.Optional;

/** How grave a log record is. The code is part of the journal's format. */
public enum LogLevel implements Coded {
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

  @Override
  public int code() {
    return code;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  public static Optional<LogLevel> ofCode(int code) {
    return Coded.ofCode(values(), code);
  }

  public static Optional<LogLevel> ofWireName(String wireName) {
    return Coded.ofWireName(values(), wireName);
  }
}
