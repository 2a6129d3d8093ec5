package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryStoreException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Makes one large segment of several small neighbours, so that a query has few to look at. The new
 * file is complete before the manifest names it in place of the old ones; queries that hold those
 * go on with them. Rows that were declared dead are left out. Belongs to the janitor's thread, but
 * for {@link #stop}.
 */
final class Merger {
  private final DuckDbSettings settings;
  private final DuckDbInstance instance;
  private final SegmentCatalog catalog;
  private final SegmentSupply supply;
  private final Sealer sealer;
  private final TenantKeys tenants;
  private final DiskRoom room;
  private final Object stopLock = new Object();
  private boolean stopped;
  private @Nullable QuerySession running;

  Merger(
      DuckDbSettings settings,
      DuckDbInstance instance,
      SegmentCatalog catalog,
      SegmentSupply supply,
      Sealer sealer,
      TenantKeys tenants,
      DiskRoom room) {
    this.settings = settings;
    this.instance = instance;
    this.catalog = catalog;
    this.supply = supply;
    this.sealer = sealer;
    this.tenants = tenants;
    this.room = room;
  }

  /** Merges what is worth merging; returns when there is nothing more. */
  void merge() throws SQLException, IOException {
    while (true) {
      SegmentSet set = catalog.acquire();
      try {
        Optional<List<Segment>> run = choose(set.sealed());
        if (run.isEmpty() || !merge(set, run.get())) {
          return;
        }
      } finally {
        catalog.release(set);
      }
    }
  }

  /**
   * The oldest neighbours that are worth merging: as many as the fan-in, none more than so many
   * times larger than the smallest kind, together no larger than allowed.
   */
  private Optional<List<Segment>> choose(List<Segment> sealed) {
    int fanIn = settings.mergeFanIn();
    for (long largest = smallest(sealed) * fanIn / 2;
        largest < settings.mergedRows();
        largest *= fanIn) {
      List<Segment> run = new ArrayList<>();
      long rows = 0;
      for (Segment segment : sealed) {
        long more = segment.extent().rows();
        if (!segment.checkpointed() || more > largest || rows + more > settings.mergedRows()) {
          run.clear();
          rows = 0;
        }
        if (segment.checkpointed() && more <= largest) {
          run.add(segment);
          rows += more;
          if (run.size() == fanIn) {
            return Optional.of(run);
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * A usual segment's size: rows or bytes may have filled it, so it is taken from what is there.
   */
  private long smallest(List<Segment> sealed) {
    return Math.max(
        1,
        sealed.stream()
            .filter(Segment::checkpointed)
            .mapToLong(segment -> segment.extent().rows())
            .filter(rows -> rows > 0)
            .min()
            .orElse(settings.segmentRows()));
  }

  private boolean merge(SegmentSet set, List<Segment> sources) throws SQLException, IOException {
    room.require("merging segments", size(sources));
    Segment merged = supply.make(catalog.takeNumber(), 1);
    boolean done = false;
    try (DuckDBConnection connection = instance.connect()) {
      if (!start(new QuerySession(connection, set))) {
        return false;
      }
      merged.extent(Extent.emptyFrom(sources.getFirst().extent().firstSequence()));
      copy(connection, set, sources, merged);
      merged.extent(SegmentLayout.extent(connection, merged, merged.extent().firstSequence()));
      merged.filter(SegmentLayout.filter(connection, merged, 1, tenants.byKey()));
      sealer.finish(connection, merged);
      catalog.replace(sources, List.of(merged));
      done = true;
      return true;
    } catch (SQLException | TelemetryStoreException e) {
      if (isStopped()) {
        return false;
      }
      throw e;
    } finally {
      start(null);
      if (!done) {
        supply.discard(merged);
      }
    }
  }

  private void copy(
      DuckDBConnection connection, SegmentSet set, List<Segment> sources, Segment merged)
      throws SQLException {
    String into = merged.schema();
    DuckDbInstance.inTransaction(
        connection,
        () -> {
          for (RecordKind kind : RecordKind.values()) {
            for (Segment source : sources) {
              execute(
                  """
              INSERT INTO %s.%s
              FROM %s.%s
              WHERE true%s
              """
                      .formatted(
                          into,
                          kind.wireName(),
                          source.schema(),
                          kind.wireName(),
                          Visible.only(set, source, kind)));
            }
          }
          for (String statement : RollUp.fromSegments(merged, sources)) {
            execute(statement);
          }
          execute(
              """
          INSERT INTO %s.superseded
          SELECT sequence FROM (%s) WHERE sequence < %d ORDER BY sequence
          """
                  .formatted(into, union(sources, "superseded"), merged.extent().firstSequence()));
          execute(
              "INSERT INTO %s.tenant SELECT DISTINCT key, id FROM (%s)"
                  .formatted(into, union(sources, "tenant")));
          execute(
              "UPDATE %s.meta SET applied = (SELECT max(applied) FROM (%s))"
                  .formatted(into, union(sources, "meta")));
        });
  }

  private static long size(List<Segment> segments) throws IOException {
    long bytes = 0;
    for (Segment segment : segments) {
      bytes += DiskRoom.size(segment.file());
    }
    return bytes;
  }

  private static String union(List<Segment> segments, String table) {
    return String.join(
        " UNION ALL ",
        segments.stream().map(segment -> "FROM %s.%s".formatted(segment.schema(), table)).toList());
  }

  private void execute(String sql) throws SQLException {
    QuerySession session;
    synchronized (stopLock) {
      session = java.util.Objects.requireNonNull(running);
    }
    session.execute(sql, List.of());
  }

  private boolean start(@Nullable QuerySession session) {
    synchronized (stopLock) {
      running = session;
      return !stopped;
    }
  }

  private boolean isStopped() {
    synchronized (stopLock) {
      return stopped;
    }
  }

  /** Ends a merge that is going on, and begins no other. */
  void stop() {
    synchronized (stopLock) {
      stopped = true;
      if (running != null) {
        running.cancel();
      }
    }
  }
}
