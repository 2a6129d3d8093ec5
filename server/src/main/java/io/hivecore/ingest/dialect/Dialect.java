package io.hivecore.ingest.dialect;

import java.util.ArrayList;
import java.util.List;

/**
 * The names that one family of senders uses.
 *
 * @param name as spans have it in {@code dialect}
 * @param scopes what the names of its instrumentation scopes start with
 * @param markers what only its attributes' names start with
 */
record Dialect(String name, List<String> scopes, List<String> markers, List<Source> sources) {
  Dialect {
    scopes = List.copyOf(scopes);
    markers = List.copyOf(markers);
    sources = List.copyOf(sources);
  }

  static Table named(String name) {
    return new Table(name);
  }

  /**
   * A table in the making. A rank is the place among all dialects' sources of the field; several
   * attributes in one row have one rank after the other.
   */
  static final class Table {
    private final String name;
    private final List<String> scopes = new ArrayList<>();
    private final List<String> markers = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();

    private Table(String name) {
      this.name = name;
    }

    Table scopes(String... starts) {
      scopes.addAll(List.of(starts));
      return this;
    }

    Table markers(String... starts) {
      markers.addAll(List.of(starts));
      return this;
    }

    /** Attributes with the kind of value that the field usually has. */
    Table row(Slot slot, int rank, String... keys) {
      return row(slot, rank, slot.reading(), keys);
    }

    /** Attributes with another kind of value. */
    Table row(Slot slot, int rank, Reading reading, String... keys) {
      for (int i = 0; i < keys.length; i++) {
        sources.add(new Source.Whole(slot, rank + i, keys[i], reading));
      }
      return this;
    }

    /** What lies behind names in the JSON object that an attribute holds. */
    Table within(Slot slot, int rank, String key, String... names) {
      return row(slot, rank, Readings.within(slot.reading(), names), key);
    }

    /** A list laid flat; the start ends before the number. */
    Table list(Slot slot, int rank, String start) {
      sources.add(new Source.Listed(slot, rank, start));
      return this;
    }

    /** Attributes of which each is a member of the field. */
    Table members(Slot slot, int rank, String... starts) {
      for (int i = 0; i < starts.length; i++) {
        sources.add(new Source.Member(slot, rank + i, starts[i]));
      }
      return this;
    }

    Table drop(String start, String end) {
      sources.add(new Source.Dropped(start, end));
      return this;
    }

    Dialect end() {
      return new Dialect(name, scopes, markers, sources);
    }
  }
}
