package io.hivecore.ingest.dialect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All dialects' tables in one: from an attribute's name to what it may fill. Never changes.
 *
 * <p>A span's attributes are each looked up once, instead of asking a span for each of hundreds of
 * names.
 */
final class KeyTable {
  private final Map<String, List<Source.Whole>> whole = new HashMap<>();

  /** By first character, all of which are ASCII. */
  private final List<List<Source>> starts = new ArrayList<>();

  KeyTable(List<Dialect> dialects) {
    for (int i = 0; i < 128; i++) {
      starts.add(new ArrayList<>());
    }
    for (int i = 0; i < dialects.size(); i++) {
      Dialect dialect = dialects.get(i);
      for (String marker : dialect.markers()) {
        addStart(new Source.Marker(i, marker, dialect.name()));
      }
      for (Source source : dialect.sources()) {
        switch (source) {
          case Source.Whole one ->
              whole.computeIfAbsent(one.key(), key -> new ArrayList<>()).add(one);
          case Source.Listed start -> addStart(start);
          case Source.Member start -> addStart(start);
          case Source.Marker start -> addStart(start);
          case Source.Dropped start -> addStart(start);
        }
      }
    }
  }

  private void addStart(Source source) {
    List<Source> alike = starts.get(source.key().charAt(0));
    // What is dropped is in no list either, so that is to be known first.
    alike.add(source instanceof Source.Dropped ? 0 : alike.size(), source);
  }

  /**
   * What the attributes of one name may fill.
   *
   * @param whole by their whole name
   * @param starts by what their name starts with
   */
  record Plan(List<Source.Whole> whole, List<Source> starts) {
    private static final Plan NOTHING = new Plan(List.of(), List.of());

    Plan {
      whole = List.copyOf(whole);
      starts = List.copyOf(starts);
    }
  }

  /** What attributes of this name may fill. */
  Plan plan(String key) {
    List<Source.Whole> exact = whole.getOrDefault(key, List.of());
    List<Source> matching = new ArrayList<>();
    if (!key.isEmpty() && key.charAt(0) < 128) {
      for (Source source : starts.get(key.charAt(0))) {
        if (key.startsWith(source.key())) {
          matching.add(source);
        }
      }
    }
    return exact.isEmpty() && matching.isEmpty() ? Plan.NOTHING : new Plan(exact, matching);
  }

  /** The names of all attributes that may fill a field as a whole, the first to count first. */
  List<String> order(Slot slot) {
    List<Source.Whole> sources = new ArrayList<>();
    for (List<Source.Whole> ofKey : whole.values()) {
      for (Source.Whole one : ofKey) {
        if (one.slot() == slot) {
          sources.add(one);
        }
      }
    }
    sources.sort(Comparator.comparingInt(Source.Whole::rank).thenComparing(Source.Whole::key));
    return sources.stream().map(Source.Whole::key).toList();
  }
}
