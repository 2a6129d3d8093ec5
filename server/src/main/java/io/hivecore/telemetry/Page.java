package io.hivecore.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param next the position to go on behind; null when the list ends here
 */
public record Page<T>(List<T> records, PageRequest.@Nullable Position next) {
  // Written out: a compact constructor's class file loses the annotation of its parameter.
  public Page(List<T> records, PageRequest.@Nullable Position next) {
    this.records = List.copyOf(records);
    this.next = next;
  }
}
