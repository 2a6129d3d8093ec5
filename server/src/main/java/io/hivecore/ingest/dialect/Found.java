package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.SpanKind;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the attributes of one span say: for each canonical field the value of the first source that
 * has one, in whatever order the attributes come. Used again for the next span; belongs to one
 * thread.
 */
final class Found {
  /** The most members of one object. */
  private static final int MOST_MEMBERS = 1_000;

  /** The most names whose meaning is remembered. */
  private static final int MOST_PLANS = 4_096;

  private final KeyTable table;
  private final Map<String, KeyTable.Plan> plans = new HashMap<>();
  private final Map<Slot, Value> values = new EnumMap<>(Slot.class);
  private final Map<Slot, TreeMap<String, Ranked>> members = new EnumMap<>(Slot.class);
  private final Map<Source.Listed, IndexedList> lists = new HashMap<>();
  private final Set<String> dropped = new HashSet<>();
  private int dialectRank = Integer.MAX_VALUE;

  /**
   * A value and where it is from.
   *
   * @param verbatim whether it is the attribute's own text
   */
  record Value(Object value, int rank, String key, boolean verbatim) {}

  private record Ranked(int rank, @Nullable Object value) {}

  Found(KeyTable table) {
    this.table = table;
  }

  /** Forgets all, for the next span. */
  void clear() {
    values.clear();
    members.clear();
    lists.clear();
    dropped.clear();
    dialectRank = Integer.MAX_VALUE;
  }

  void take(List<KeyValue> attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      KeyValue attribute = attributes.get(i);
      take(attribute.getKey(), attribute.getValue());
    }
  }

  private void take(String key, AnyValue value) {
    KeyTable.Plan plan = plan(key);
    @Nullable Object tree = null;
    boolean read = false;
    List<Source.Whole> whole = plan.whole();
    for (int i = 0; i < whole.size(); i++) {
      Source.Whole source = whole.get(i);
      if (isBetter(source)) {
        tree = read ? tree : Tree.of(value);
        read = true;
        take(source, tree, value);
      }
    }
    List<Source> starts = plan.starts();
    for (int i = 0; i < starts.size(); i++) {
      Source source = starts.get(i);
      if (source instanceof Source.Marker marker) {
        take(marker, key);
        continue;
      }
      tree = read ? tree : Tree.of(value);
      read = true;
      takeStart(source, key, tree, !whole.isEmpty());
    }
  }

  /** The spans of one request have the same names again and again. */
  private KeyTable.Plan plan(String key) {
    KeyTable.Plan known = plans.get(key);
    if (known != null) {
      return known;
    }
    KeyTable.Plan plan = table.plan(key);
    if (plans.size() < MOST_PLANS) {
      plans.put(key, plan);
    }
    return plan;
  }

  private void take(Source.Marker marker, String key) {
    if (marker.rank() < dialectRank) {
      dialectRank = marker.rank();
      values.put(Slot.DIALECT, new Value(marker.dialect(), marker.rank(), key, false));
    }
  }

  private boolean isBetter(Source.Whole source) {
    if (source.slot() == Slot.METADATA || source.slot() == Slot.PARAMETERS) {
      return true;
    }
    Value known = values.get(source.slot());
    return known == null || source.rank() < known.rank();
  }

  private void take(Source.Whole source, @Nullable Object tree, AnyValue sent) {
    Object value = tree == null ? null : source.reading().read(tree);
    if (value == null) {
      return;
    }
    if (source.slot() == Slot.METADATA || source.slot() == Slot.PARAMETERS) {
      if (value instanceof Map<?, ?> object) {
        object.forEach((name, member) -> member(source.slot(), source.rank(), name, member));
      }
      return;
    }
    // The same text, or the same JSON with its letters written out.
    boolean verbatim = sent.hasStringValue() && source.reading().equals(Readings.CONTENT);
    values.put(source.slot(), new Value(value, source.rank(), source.key(), verbatim));
  }

  private void takeStart(Source source, String key, @Nullable Object tree, boolean known) {
    switch (source) {
      case Source.Listed listed -> {
        if (isDropped(key)) {
          return;
        }
        String path = key.substring(listed.key().length());
        lists.computeIfAbsent(listed, any -> new IndexedList()).add(path, tree);
      }
      case Source.Member member -> {
        // What fills a field of its own is no parameter.
        if (!known || member.slot() == Slot.METADATA) {
          member(member.slot(), member.rank(), key.substring(member.key().length()), tree);
        }
      }
      case Source.Dropped drop -> {
        if (key.endsWith(drop.end())) {
          dropped.add(key);
        }
      }
      case Source.Marker marker -> take(marker, key);
      case Source.Whole whole -> throw new IllegalStateException(whole + " is no start");
    }
  }

  private void member(Slot slot, int rank, Object name, @Nullable Object value) {
    if (!(name instanceof String text) || text.isEmpty() || value == null) {
      return;
    }
    TreeMap<String, Ranked> object = members.computeIfAbsent(slot, any -> new TreeMap<>());
    Ranked now = object.get(text);
    if (now == null || rank < now.rank()) {
      object.put(text, new Ranked(rank, value));
      if (object.size() > MOST_MEMBERS) {
        object.pollLastEntry();
      }
    }
  }

  /** To be called when all attributes were taken: lists are whole only then. */
  void finish() {
    lists.forEach(
        (source, list) -> {
          Value known = values.get(source.slot());
          if (known == null || source.rank() < known.rank()) {
            String json = list.json();
            if (json != null) {
              values.put(source.slot(), new Value(json, source.rank(), source.key(), false));
            }
          }
        });
    Steps.apply(this);
  }

  /** Takes the value of another field for one that has none. */
  void fill(Slot empty, Slot from) {
    Value value = values.get(from);
    if (value != null) {
      values.putIfAbsent(empty, value);
    }
  }

  /** Forgets a value and the attribute that it is from. */
  void drop(Slot slot) {
    Value value = values.remove(slot);
    if (value != null) {
      dropped.add(value.key());
    }
  }

  boolean has(Slot slot) {
    return values.containsKey(slot);
  }

  @Nullable Value value(Slot slot) {
    return values.get(slot);
  }

  /** Empty when there is none. */
  String text(Slot slot) {
    Value value = values.get(slot);
    return value != null && value.value() instanceof String text ? text : "";
  }

  @Nullable Long count(Slot slot) {
    Value value = values.get(slot);
    return value != null && value.value() instanceof Long count ? count : null;
  }

  @Nullable Double real(Slot slot) {
    Value value = values.get(slot);
    return value != null && value.value() instanceof Double real ? real : null;
  }

  @Nullable BigDecimal decimal(Slot slot) {
    Value value = values.get(slot);
    return value != null && value.value() instanceof BigDecimal decimal ? decimal : null;
  }

  @Nullable SpanKind kind() {
    Value value = values.get(Slot.KIND);
    return value != null && value.value() instanceof SpanKind kind ? kind : null;
  }

  @Nullable Instant time(Slot slot) {
    Value value = values.get(slot);
    return value != null && value.value() instanceof Instant time ? time : null;
  }

  List<String> texts(Slot slot) {
    Value value = values.get(slot);
    List<String> texts = new ArrayList<>();
    if (value != null && value.value() instanceof List<?> items) {
      items.forEach(item -> texts.add(String.valueOf(item)));
    }
    return texts;
  }

  /** An object as it was sent; empty when there is none. */
  Map<?, ?> object(Slot slot) {
    Value value = values.get(slot);
    return value != null && value.value() instanceof Map<?, ?> object ? object : Map.of();
  }

  /** The JSON of what was gathered member by member; empty when there is nothing. */
  String gathered(Slot slot) {
    TreeMap<String, Ranked> object = members.get(slot);
    if (object == null) {
      return "";
    }
    Map<String, @Nullable Object> tree = new TreeMap<>();
    object.forEach((name, ranked) -> tree.put(name, unfolded(ranked.value())));
    return JsonOut.of(tree);
  }

  /** Objects and lists travel as their JSON text, and so do texts of some senders. */
  private static @Nullable Object unfolded(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return value;
    }
    Object structure = JsonIn.structure(text);
    return structure == null ? Readings.unquoted(text) : structure;
  }

  /** Whether an attribute is not to be kept. */
  boolean isDropped(String key) {
    return !dropped.isEmpty() && dropped.contains(key);
  }
}
