package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duckdb.DuckDBConnection;

/**
 * Removes records: whole segments where nothing in them is kept, else rows of sealed segments. It
 * never touches the open segment, so that it never waits for the writer nor the writer for it;
 * where something is to be removed from there, the writer is asked to move on first. Belongs to the
 * janitor's thread.
 */
final class Retention {
  private final DuckDbInstance instance;
  private final SegmentCatalog catalog;
  private final TenantKeys tenants;
  private final StoreWriter writer;
  private final Background sealing;
  private final Sealer sealer;
  private final SegmentWords words;

  Retention(
      DuckDbInstance instance,
      SegmentCatalog catalog,
      TenantKeys tenants,
      StoreWriter writer,
      Background sealing,
      Sealer sealer,
      SegmentWords words) {
    this.instance = instance;
    this.catalog = catalog;
    this.tenants = tenants;
    this.writer = writer;
    this.sealing = sealing;
    this.sealer = sealer;
    this.words = words;
  }

  void expire(Map<TenantId, Duration> keep, Instant now) throws SQLException, IOException {
    Map<Integer, Long> limits = new HashMap<>();
    keep.forEach(
        (tenant, kept) -> {
          Integer key = tenants.find(tenant);
          if (key != null) {
            limits.put(key, Micros.ceil(now.minus(kept)));
          }
        });
    if (!limits.isEmpty()) {
      remove(limits);
    }
  }

  void deleteTenant(TenantId tenant) throws SQLException, IOException {
    Integer key = tenants.find(tenant);
    if (key != null) {
      // Twice: while the first pass ran, the writer may have carried a state over from an old
      // segment into the open one.
      remove(Map.of(key, Long.MAX_VALUE));
      remove(Map.of(key, Long.MAX_VALUE));
    }
  }

  private void remove(Map<Integer, Long> limits) throws SQLException, IOException {
    try (DuckDBConnection connection = instance.connect()) {
      Segment open = catalog.current().open();
      for (Map.Entry<Integer, Long> limit : limits.entrySet()) {
        if (holds(connection, open, limit.getKey(), limit.getValue())) {
          writer.rotate();
          break;
        }
      }
      sealing.now(() -> {});
      for (Segment segment : catalog.current().sealed()) {
        if (segment.checkpointed()) {
          remove(connection, segment, limits);
        }
      }
      writer.forgetStates();
    }
  }

  private void remove(DuckDBConnection connection, Segment segment, Map<Integer, Long> limits)
      throws SQLException, IOException {
    long latest = latest(segment);
    Collection<Integer> present = SegmentLayout.tenants(connection, segment).values();
    boolean nothingKept =
        present.stream().allMatch(key -> limits.getOrDefault(key, Long.MIN_VALUE) > latest);
    if (nothingKept) {
      catalog.replace(List.of(segment), List.of());
      return;
    }
    Map<Integer, Long> here = new HashMap<>();
    for (int key : present) {
      Long limit = limits.get(key);
      if (limit != null && holds(connection, segment, key, limit)) {
        here.put(key, limit);
      }
    }
    if (!here.isEmpty()) {
      removeRows(connection, segment, here);
    } else if (DiskRoom.size(segment.logFile()) == 0) {
      return;
    }
    // Also when an earlier removal came no further than this.
    sealer.checkpoint(connection, segment);
    segment.extent(SegmentLayout.extent(connection, segment, segment.extent().firstSequence()));
    if (segment.extent().rows() == 0 && segment.extent().superseded().rows() == 0) {
      catalog.replace(List.of(segment), List.of());
    } else {
      catalog.save();
      words.update(segment);
    }
  }

  private static void removeRows(
      DuckDBConnection connection, Segment segment, Map<Integer, Long> limits)
      throws SQLException, IOException {
    // Found missing after a kill, it is written anew from what is left. It must not come back after
    // a power cut that the removal of the records outlived.
    if (Files.deleteIfExists(segment.rollUpFile())) {
      Manifest.force(Objects.requireNonNull(segment.rollUpFile().getParent()));
    }
    DuckDbInstance.inTransaction(
        connection,
        () -> {
          for (Map.Entry<Integer, Long> limit : limits.entrySet()) {
            remove(connection, segment, limit.getKey(), limit.getValue());
          }
        });
    try {
      SegmentRollUps.trim(connection, segment, limits);
    } catch (SQLException | IOException | RuntimeException e) {
      segment.rollUp(null);
      throw e;
    }
  }

  private static long latest(Segment segment) {
    long latest = Long.MIN_VALUE;
    for (RecordKind kind : RecordKind.values()) {
      latest = Math.max(latest, segment.extent().of(kind).maxMicros());
    }
    return latest;
  }

  /** Whether a segment has records of a tenant from before a time. */
  private static boolean holds(
      DuckDBConnection connection, Segment segment, int tenant, long beforeMicros)
      throws SQLException {
    for (RecordKind kind : RecordKind.values()) {
      // The open segment's extent is as of its last commit, which is as good as any moment.
      if (segment.extent().of(kind).minMicros() < beforeMicros) {
        Conditions conditions = before(tenant, beforeMicros);
        String sql =
            "SELECT 1 FROM %s.%s WHERE %s LIMIT 1"
                .formatted(segment.schema(), kind.wireName(), conditions.sql());
        try (PreparedStatement statement = prepare(connection, sql, conditions);
            ResultSet rows = statement.executeQuery()) {
          if (rows.next()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static Conditions before(int tenant, long micros) {
    return new Conditions(tenant)
        .between("timestamp", null, micros == Long.MAX_VALUE ? null : micros);
  }

  private static void remove(
      DuckDBConnection connection, Segment segment, int tenant, long beforeMicros)
      throws SQLException {
    Conditions conditions = before(tenant, beforeMicros);
    for (RecordKind kind : RecordKind.values()) {
      delete(connection, segment, kind.wireName(), conditions.sql(), conditions.values());
    }
    delete(connection, segment, "retracted", conditions.sql(), conditions.values());
    if (beforeMicros == Long.MAX_VALUE) {
      delete(connection, segment, "tenant", "key = ?", List.of(tenant));
    }
  }

  private static void delete(
      DuckDBConnection connection,
      Segment segment,
      String table,
      String condition,
      List<Object> values)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM %s.%s WHERE %s".formatted(segment.schema(), table, condition))) {
      bind(statement, values);
      statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(
      DuckDBConnection connection, String sql, Conditions conditions) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    bind(statement, conditions.values());
    return statement;
  }

  private static void bind(PreparedStatement statement, List<?> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }
}
