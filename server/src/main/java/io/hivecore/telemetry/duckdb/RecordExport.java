package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Whole lists as files: DuckDB writes one into a folder of its own, the caller's thread hands it on
 * and deletes it. The folder is emptied when the store is opened.
 */
final class RecordExport {
  private final QueryPool pool;
  private final Path folder;

  RecordExport(QueryPool pool, Path folder) {
    this.pool = pool;
    this.folder = folder;
  }

  void write(
      int tenant,
      RecordKind kind,
      RecordFilter filter,
      PageRequest page,
      ExportFormat format,
      OutputStream out,
      Duration deadline)
      throws IOException {
    String orderBy = RecordList.orderBy(kind, page);
    Path file = folder.resolve("export-" + UUID.randomUUID());
    try {
      pool.run(
          deadline,
          session -> {
            copy(session, tenant, kind, filter, orderBy, format, file);
            return file;
          });
      Files.copy(file, out);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void copy(
      QuerySession session,
      int tenant,
      RecordKind kind,
      RecordFilter filter,
      String orderBy,
      ExportFormat format,
      Path file)
      throws SQLException {
    session.begin();
    RecordTable<?> table = RecordTable.of(kind);
    List<String> branches = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (Segment segment : session.segments().segments()) {
      if (Visible.mayMatch(session.segments(), segment, kind, filter)) {
        Conditions conditions = Conditions.of(tenant, kind, filter);
        branches.add(
            "SELECT * FROM %s.%s WHERE %s%s"
                .formatted(
                    segment.schema(),
                    table.name(),
                    conditions.sql(),
                    Visible.only(session.segments(), segment, kind)));
        values.addAll(conditions.values());
      }
    }
    String sql =
        """
        COPY (
          SELECT %s
          FROM (
            %s
          )
          ORDER BY %s
        ) TO %s (%s)
        """
            .formatted(
                table.exported(format),
                String.join("\n    UNION ALL\n    ", branches),
                orderBy,
                DuckDbInstance.quoted(file.toString()),
                switch (format) {
                  case CSV -> "FORMAT csv, HEADER true";
                  case PARQUET -> "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480";
                });
    session.execute(sql, values);
  }
}
