package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Page;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.PageRequest.Ordering;
import io.hivecore.telemetry.PageRequest.Position;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list. Each segment gives the keys of its first records; these are merged, newest
 * segment first and no further than needed, and only what is on the page is then read as a whole.
 */
final class RecordList {
  private final RecordTable<?> table;
  private final Selection selection;
  private final PageRequest page;
  private final List<SortKey> sortKeys = new ArrayList<>();
  private final Comparator<Row> order;
  private final @Nullable Keyset behind;

  /**
   * A list to be read.
   *
   * @throws IllegalArgumentException when the page's ordering or position does not fit the kind
   */
  RecordList(Selection selection, PageRequest page) {
    this.table = RecordTable.of(selection.kind());
    this.selection = selection;
    this.page = page;
    for (Ordering ordering : page.ordering()) {
      Field field = field(table, ordering);
      for (String expression : field.expressions()) {
        sortKeys.add(new SortKey(expression, field.type(), ordering.descending()));
      }
    }
    sortKeys.add(new SortKey("id", FieldType.ID, page.ordering().getFirst().descending()));
    this.order = Comparator.comparing(Row::keys, this::compare);
    this.behind = page.after() == null ? null : behind(page.after());
  }

  /**
   * One key of the order.
   *
   * @param expression its SQL
   */
  private record SortKey(String expression, FieldType type, boolean descending) {
    String orderBy() {
      return expression + (descending ? " DESC NULLS LAST" : " ASC NULLS LAST");
    }
  }

  private record Row(Segment segment, long sequence, List<@Nullable Object> keys) {}

  private static Field field(RecordTable<?> table, Ordering ordering) {
    Field field = table.fields().get(ordering.field());
    if (field == null) {
      throw new IllegalArgumentException(
          table.name() + " cannot be ordered by " + ordering.field());
    }
    return field;
  }

  /** The order as SQL, for a whole list. */
  static String orderBy(RecordKind kind, PageRequest page) {
    List<String> parts = new ArrayList<>();
    for (SortKey key : new RecordList(Selection.of(0, kind, RecordFilter.ALL), page).sortKeys) {
      parts.add(key.orderBy());
    }
    return String.join(", ", parts);
  }

  Page<TelemetryRecord> read(QuerySession session) throws SQLException {
    session.begin();
    int wanted = Math.toIntExact(Math.addExact(page.offset(), page.limit()) + 1);
    List<Row> first = new ArrayList<>();
    for (Segment segment : inReadingOrder(session.segments())) {
      if (first.size() >= wanted && isBeyond(segment, first.get(wanted - 1))) {
        continue;
      }
      if (Visible.mayMatch(session.segments(), segment, table.kind(), selection.times())) {
        first.addAll(keys(session, segment, wanted));
        first.sort(order);
        if (first.size() > wanted) {
          first = new ArrayList<>(first.subList(0, wanted));
        }
      }
    }
    int from = (int) Math.min(page.offset(), first.size());
    int to = Math.min(from + page.limit(), first.size());
    List<Row> shown = first.subList(from, to);
    Position next = first.size() > to && !shown.isEmpty() ? position(shown.getLast()) : null;
    return new Page<>(records(session, shown), next);
  }

  /** The open segment first, then those that reach furthest in the direction of the list. */
  private List<Segment> inReadingOrder(SegmentSet segments) {
    List<Segment> sealed = new ArrayList<>(segments.sealed());
    Comparator<Segment> byReach =
        sortKeys.getFirst().descending()
            ? Comparator.comparingLong((Segment s) -> s.extent().of(table.kind()).maxMicros())
                .reversed()
            : Comparator.comparingLong(s -> s.extent().of(table.kind()).minMicros());
    sealed.sort(byReach);
    sealed.addFirst(segments.open());
    return sealed;
  }

  /** Whether all of a segment lies behind the last row that is wanted. */
  private boolean isBeyond(Segment segment, Row last) {
    SortKey key = sortKeys.getFirst();
    if (key.type() != FieldType.INSTANT || !key.expression().equals("timestamp")) {
      return false;
    }
    long micros = (Long) Objects.requireNonNull(last.keys().getFirst());
    Extent.Range range = segment.extent().of(table.kind());
    return key.descending() ? range.maxMicros() < micros : range.minMicros() > micros;
  }

  private List<Row> keys(QuerySession session, Segment segment, int limit) throws SQLException {
    Conditions conditions = selection.conditions().get();
    if (behind != null) {
      conditions.and("(" + behind.sql() + ")", behind.values());
    }
    List<String> selected = new ArrayList<>();
    List<String> orderBy = new ArrayList<>();
    for (SortKey key : sortKeys) {
      selected.add(key.type().selected(key.expression()));
      orderBy.add(key.orderBy());
    }
    String sql =
        """
        SELECT sequence, %s
        FROM %s.%s
        WHERE %s%s
        ORDER BY %s
        LIMIT %d
        """
            .formatted(
                String.join(", ", selected),
                segment.schema(),
                table.name(),
                conditions.sql(),
                Visible.only(session.segments(), segment, table.kind()),
                String.join(", ", orderBy),
                limit);
    return session.query(
        sql,
        conditions.values(),
        row -> {
          long sequence = row.whole();
          List<@Nullable Object> keys = new ArrayList<>();
          for (SortKey key : sortKeys) {
            keys.add(key.type().read(row));
          }
          return new Row(segment, sequence, keys);
        });
  }

  private List<TelemetryRecord> records(QuerySession session, List<Row> rows) throws SQLException {
    Map<Segment, List<Long>> wanted = new HashMap<>();
    for (Row row : rows) {
      wanted.computeIfAbsent(row.segment(), ignored -> new ArrayList<>()).add(row.sequence());
    }
    Map<RowKey, TelemetryRecord> read = new HashMap<>();
    for (Map.Entry<Segment, List<Long>> entry : wanted.entrySet()) {
      List<Long> sequences = entry.getValue();
      // The range lets DuckDB skip row groups; a list of IN (?, ?, …) is slower than the join.
      String sql =
          """
          SELECT sequence, %s
          FROM %s.%s
          WHERE sequence BETWEEN ? AND ?
            AND sequence IN (SELECT unnest(?::BIGINT[]))
          """
              .formatted(table.selected(), entry.getKey().schema(), table.name());
      session.query(
          sql,
          List.of(Collections.min(sequences), Collections.max(sequences), sequences.toString()),
          row -> {
            long sequence = row.whole();
            TelemetryRecord record = table.read(row);
            return read.put(new RowKey(table.kind(), sequence, record.id()), record) == null;
          });
    }
    List<TelemetryRecord> records = new ArrayList<>();
    for (Row row : rows) {
      UUID id = (UUID) Objects.requireNonNull(row.keys().getLast());
      records.add(Objects.requireNonNull(read.get(new RowKey(table.kind(), row.sequence(), id))));
    }
    return records;
  }

  private Position position(Row row) {
    List<@Nullable String> texts = new ArrayList<>();
    int at = 0;
    for (Ordering ordering : page.ordering()) {
      Field field = field(table, ordering);
      List<@Nullable Object> keys = row.keys().subList(at, at + field.expressions().size());
      List<Object> present = new ArrayList<>();
      for (Object key : keys) {
        if (key != null) {
          present.add(key);
        }
      }
      texts.add(present.isEmpty() ? null : field.type().format(present));
      at += keys.size();
    }
    return new Position(texts, (UUID) Objects.requireNonNull(row.keys().getLast()));
  }

  /** What lies behind a position, as a condition. */
  private Keyset behind(Position position) {
    if (position.keys().size() != page.ordering().size()) {
      throw new IllegalArgumentException("the position does not fit the ordering");
    }
    List<@Nullable Object> keys = new ArrayList<>();
    for (int i = 0; i < page.ordering().size(); i++) {
      Field field = field(table, page.ordering().get(i));
      String text = position.keys().get(i);
      if (text == null) {
        field.expressions().forEach(ignored -> keys.add(null));
      } else {
        keys.addAll(field.type().keysOf(text));
      }
    }
    keys.add(position.id());
    return Keyset.behind(
        sortKeys.stream()
            .map(key -> new Keyset.Part(key.expression(), key.type(), key.descending()))
            .toList(),
        keys);
  }

  private int compare(List<@Nullable Object> left, List<@Nullable Object> right) {
    for (int i = 0; i < sortKeys.size(); i++) {
      int compared = compare(left.get(i), right.get(i), sortKeys.get(i).descending());
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  private static int compare(@Nullable Object left, @Nullable Object right, boolean descending) {
    if (left == null || right == null) {
      return Boolean.compare(left == null, right == null);
    }
    int compared = FieldType.compare(left, right);
    return descending ? -compared : compared;
  }
}
