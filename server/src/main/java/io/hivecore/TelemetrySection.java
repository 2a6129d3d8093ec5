package io.hivecore;

import io.hivecore.configuration.ByteSize;
import io.hivecore.configuration.Setting;
import io.hivecore.telemetry.duckdb.DuckDbSettings;
import java.nio.file.Path;
import java.util.Optional;

/** What is kept of telemetry, and what the store may take of the machine. */
public record TelemetrySection(
    @Setting(
            description =
                "Days after which records are removed, of tenants that have none of their own"
                    + " (`./hivecore tenant set`).",
            defaultValue = "90",
            min = "1",
            max = "36500")
        int retentionDays,
    @Setting(
            description =
                "Memory of the store, beside the Java heap. Raise it when large queries are slow or"
                    + " refused and the machine has room.",
            defaultValue = "112MiB",
            min = "112MiB",
            max = "1TiB")
        ByteSize memoryLimit,
    @Setting(
            description =
                "Threads of the store for writing and all queries. Without a value, half as many as"
                    + " there are processors, from 1 to 4.",
            min = "1",
            max = "256")
        Optional<Integer> threads,
    @Setting(
            description =
                "Disk room for what the store cannot hold in its memory: queries, and the newest"
                    + " records until they are packed. Queries that need more fail. Merging in the"
                    + " background may take as much, and Parquet exports lie on the disk beside it"
                    + " until they are sent.",
            defaultValue = "4GiB",
            min = "1GiB",
            max = "16TiB")
        ByteSize maxTemporarySize) {
  /**
   * As the store takes it.
   *
   * @param diskReserve what the journal leaves free. The store goes on a little below it: it has to
   *     take in what was acknowledged
   */
  DuckDbSettings store(Path folder, Optional<ByteSize> diskReserve, int queryThreads) {
    DuckDbSettings standard = DuckDbSettings.inFolder(folder);
    long reserve =
        Math.min(
            standard.diskReserveBytes(),
            diskReserve.map(ByteSize::bytes).orElse(standard.diskReserveBytes()));
    return new DuckDbSettings(
        folder,
        memoryLimit.bytes(),
        standard.mergeMemoryBytes(),
        threads.orElse(standard.threads()),
        maxTemporarySize.bytes(),
        standard.segmentRows(),
        standard.segmentLogBytes(),
        standard.mergedRows(),
        standard.mergeFanIn(),
        queryThreads,
        standard.queryQueue(),
        standard.executionCacheBytes(),
        reserve);
  }
}
