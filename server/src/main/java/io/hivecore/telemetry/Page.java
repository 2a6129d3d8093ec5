package io.hivecore.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param next the position to go on behind; null when the list ends here
 */
public record Page<T>(List<T> records, PageRequest.@Nullable Position next) {
  public Page {
    records = List.copyOf(records);
  }
}
