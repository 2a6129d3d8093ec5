package io.hivecore.telemetry.http;

import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.Dimension;
import java.util.List;

/** Reads {@code group_by}. */
final class GroupByReader {
  private GroupByReader() {}

  /** The dimensions in the order sent, each once; empty when none is. */
  static List<Dimension> read(QueryReader query) {
    return List.copyOf(query.someOf("group_by", Dimension.values(), Dimension::wireName));
  }
}
