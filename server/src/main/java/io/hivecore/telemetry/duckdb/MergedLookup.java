package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.MergedRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.duckdb.MergedStates.Identity;
import io.hivecore.telemetry.duckdb.MergedStates.Stored;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.tenancy.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** Finds the newest stored states of merged records, many at once. */
final class MergedLookup {
  private MergedLookup() {}

  /**
   * The states of those that are stored.
   *
   * @param segments all of them, held by the caller
   */
  static Map<Identity, Stored> find(
      DuckDBConnection connection,
      SegmentSet segments,
      TenantKeys tenants,
      Collection<Identity> keys)
      throws SQLException {
    Map<RecordKind, List<Identity>> byKind = new EnumMap<>(RecordKind.class);
    for (Identity key : keys) {
      byKind.computeIfAbsent(key.kind(), ignored -> new ArrayList<>()).add(key);
    }
    Map<Identity, Stored> found = new HashMap<>();
    for (Map.Entry<RecordKind, List<Identity>> entry : byKind.entrySet()) {
      found.putAll(find(connection, segments, tenants, entry.getKey(), entry.getValue()));
    }
    return found;
  }

  private static Map<Identity, Stored> find(
      DuckDBConnection connection,
      SegmentSet segments,
      TenantKeys tenants,
      RecordKind kind,
      List<Identity> keys)
      throws SQLException {
    Map<Identity, Stored> found = new HashMap<>();
    // Newest first: a later version is in the same segment or a newer one.
    for (Segment segment : segments.segments().reversed()) {
      List<Identity> wanted = new ArrayList<>();
      List<Long> hashes = new ArrayList<>();
      for (Identity key : keys) {
        long hash = IdFilter.hash(key.tenant(), kind, key.id());
        if (!found.containsKey(key) && segment.filter().mayContain(hash)) {
          wanted.add(key);
          hashes.add(hash);
        }
      }
      Optional<Whereabouts> where = Whereabouts.of(segment, hashes);
      if (where.isPresent()) {
        found.putAll(read(connection, segment, where.get(), tenants, kind, wanted));
      }
    }
    return found;
  }

  private static Map<Identity, Stored> read(
      DuckDBConnection connection,
      Segment segment,
      Whereabouts where,
      TenantKeys tenants,
      RecordKind kind,
      List<Identity> wanted)
      throws SQLException {
    RecordTable<?> table = RecordTable.of(kind);
    String sql =
        """
        SELECT sequence, tenant, %s
        FROM %s.%s
        WHERE sequence BETWEEN ? AND ? AND id IN (SELECT unnest(?::UUID[]))
        ORDER BY sequence
        """
            .formatted(table.selected(), segment.schema(), table.name());
    Map<Integer, TenantId> wantedTenants = new HashMap<>();
    for (Identity key : wanted) {
      Integer tenant = tenants.find(key.tenant());
      if (tenant != null) {
        wantedTenants.put(tenant, key.tenant());
      }
    }
    Map<Identity, Stored> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Object[] ids = wanted.stream().map(Identity::id).map(UUID::toString).toArray();
      statement.setLong(1, where.first());
      statement.setLong(2, where.last());
      statement.setArray(3, connection.createArrayOf("VARCHAR", ids));
      try (ResultSet rows = statement.executeQuery()) {
        ColumnReader row = new ColumnReader(rows);
        while (rows.next()) {
          row.rewind();
          long sequence = row.whole();
          TenantId tenant = wantedTenants.get((int) row.whole());
          var record = (MergedRecord) table.read(row);
          if (tenant != null) {
            found.put(new Identity(tenant, kind, record.id()), new Stored(record, sequence));
          }
        }
      }
    }
    found.keySet().retainAll(wanted);
    return found;
  }
}
