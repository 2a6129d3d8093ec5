package io.hivecore.telemetry;

import java.util.Locale;
import java.util.Optional;

/** The kinds of telemetry record. The code is part of the journal's format: never reuse one. */
public enum RecordKind implements Coded {
  USAGE(1),
  EXECUTION(2),
  TIMELINE(3),
  LOG(4),
  SPAN(5),
  SCORE(6),
  TRACE(7),
  METRIC_POINT(8);

  private final int code;
  private final String wireName;

  RecordKind(int code) {
    this.code = code;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  /** The stable number that stands for this kind in the journal, 1 to 127. */
  @Override
  public int code() {
    return code;
  }

  /** The name on the wire: the {@code kind} of a batch record and the name of a stream event. */
  @Override
  public String wireName() {
    return wireName;
  }

  /** Whether several messages may tell of one record, so that each is kept. */
  public boolean isMerged() {
    return switch (this) {
      case EXECUTION, SPAN, SCORE, TRACE -> true;
      case USAGE, TIMELINE, LOG, METRIC_POINT -> false;
    };
  }

  public static Optional<RecordKind> ofCode(int code) {
    return Coded.ofCode(values(), code);
  }

  public static Optional<RecordKind> ofWireName(String wireName) {
    return Coded.ofWireName(values(), wireName);
  }
}
