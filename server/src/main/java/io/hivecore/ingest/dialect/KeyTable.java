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
 * names: one hash for a whole name, and a few comparisons for names that start alike.
 */
final class KeyTable {
  private static final List<Source> NONE = List.of();

  private final Map<String, List<Source>> whole = new HashMap<>();

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
    starts.get(source.key().charAt(0)).add(source);
  }

  /** What an attribute of exactly this name may fill. */
  List<Source> whole(String key) {
    return whole.getOrDefault(key, NONE);
  }

  /** What attributes may fill whose names start with the same character. */
  List<Source> starts(String key) {
    return key.isEmpty() || key.charAt(0) >= 128 ? NONE : starts.get(key.charAt(0));
  }

  /** The names of all attributes that may fill a field as a whole, the first to count first. */
  List<String> order(Slot slot) {
    List<Source.Whole> sources = new ArrayList<>();
    for (List<Source> ofKey : whole.values()) {
      for (Source source : ofKey) {
        if (source instanceof Source.Whole one && one.slot() == slot) {
          sources.add(one);
        }
      }
    }
    sources.sort(Comparator.comparingInt(Source.Whole::rank).thenComparing(Source.Whole::key));
    return sources.stream().map(Source.Whole::key).toList();
  }
}
