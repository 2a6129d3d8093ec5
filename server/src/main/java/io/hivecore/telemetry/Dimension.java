package io.hivecore.telemetry;

import java.util.Locale;
import java.util.Optional;

/** What usage can be grouped by. */
public enum Dimension {
  AGENT_NAME,
  MODEL_NAME,
  PROJECT,
  ROUND;

  /** The name in {@code group_by} and of the group's field in the answer. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Dimension> ofWireName(String wireName) {
    for (Dimension dimension : values()) {
      if (dimension.wireName().equals(wireName)) {
        return Optional.of(dimension);
      }
    }
    return Optional.empty();
  }
}
