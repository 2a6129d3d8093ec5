package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ids.IdIndex;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where in a segment a record may be.
 *
 * @param first the lowest sequence
 * @param last the highest
 */
record Whereabouts(long first, long last) {
  private static final Whereabouts ANYWHERE = new Whereabouts(0, Long.MAX_VALUE);

  /** Where records of these hashes may be; empty where none of them can be in the segment. */
  static Optional<Whereabouts> of(Segment segment, Collection<Long> hashes) {
    List<Long> likely = hashes.stream().filter(hash -> segment.filter().mayContain(hash)).toList();
    IdIndex index = segment.index();
    if (likely.isEmpty() || index == null) {
      return likely.isEmpty() ? Optional.empty() : Optional.of(ANYWHERE);
    }
    Optional<Whereabouts> all = Optional.empty();
    for (long hash : likely) {
      Optional<List<Long>> found = index.find(hash);
      if (found.isEmpty()) {
        return Optional.of(ANYWHERE);
      }
      if (!found.get().isEmpty()) {
        var here = new Whereabouts(Collections.min(found.get()), Collections.max(found.get()));
        all = Optional.of(all.map(here::and).orElse(here));
      }
    }
    return all;
  }

  private Whereabouts and(Whereabouts other) {
    return new Whereabouts(Math.min(first, other.first), Math.max(last, other.last));
  }
}
