package io.hivecore.telemetry;

import java.util.Locale;
import java.util.Optional;

/** Where an execution stands. The code is part of the journal's format. */
public enum ExecutionStatus implements Coded {
  RUNNING(1),
  COMPLETED(2),
  FAILED(3);

  private final int code;
  private final String wireName;

  ExecutionStatus(int code) {
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

  /** A terminal status stays: nothing that arrives later changes it. */
  public boolean isTerminal() {
    return this != RUNNING;
  }

  public static Optional<ExecutionStatus> ofCode(int code) {
    return Coded.ofCode(values(), code);
  }

  public static Optional<ExecutionStatus> ofWireName(String wireName) {
    return Coded.ofWireName(values(), wireName);
  }
}
