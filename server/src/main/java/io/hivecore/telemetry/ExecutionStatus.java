package io.hivecore.telemetry;

import java.util.Locale;
import java.util.Optional;

/** Where an execution stands. The code is part of the journal's format. */
public enum ExecutionStatus {
  RUNNING(1),
  COMPLETED(2),
  FAILED(3);

  private final int code;
  private final String wireName;

  ExecutionStatus(int code) {
    this.code = code;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  public int code() {
    return code;
  }

  public String wireName() {
    return wireName;
  }

  /** A terminal status stays: nothing that arrives later changes it. */
  public boolean isTerminal() {
    return this != RUNNING;
  }

  public static Optional<ExecutionStatus> ofCode(int code) {
    for (ExecutionStatus status : values()) {
      if (status.code == code) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  public static Optional<ExecutionStatus> ofWireName(String wireName) {
    for (ExecutionStatus status : values()) {
      if (status.wireName.equals(wireName)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
