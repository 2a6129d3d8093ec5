package io.hivecore;

import io.hivecore.configuration.InvalidSettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects settings that cannot both hold. */
final class Contradictions {
  private final List<String> found = new ArrayList<>();

  /**
   * A setting that must not exceed another.
   *
   * @param because what would go wrong otherwise
   */
  <T extends Comparable<T>> Contradictions atMost(
      String key, T value, String otherKey, T otherValue, String because) {
    if (value.compareTo(otherValue) > 0) {
      found.add(
          "%s (%s) must not be more than %s (%s): %s"
              .formatted(key, shown(value), otherKey, shown(otherValue), because));
    }
    return this;
  }

  /**
   * @throws InvalidSettingsException naming all that was found
   */
  void refuse() {
    if (!found.isEmpty()) {
      throw new InvalidSettingsException(found);
    }
  }

  /** As it would be written in the file. */
  private static Object shown(Object value) {
    return switch (value) {
      case Duration time when time.toMillis() % 1000 != 0 -> time.toMillis() + "ms";
      case Duration time -> time.toSeconds() + "s";
      default -> value;
    };
  }
}
