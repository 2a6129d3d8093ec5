package io.hivecore.telemetry.duckdb;

import java.nio.file.Path;

/**
 * How the DuckDB store uses the machine.
 *
 * @param folder where the segment files live; belongs to one store at a time
 * @param memoryLimitBytes what DuckDB may hold in memory; beyond it, it spills to {@code folder}
 * @param mergeMemoryBytes what merging may hold in memory besides, while it goes on
 * @param threads that one query or transaction may keep busy. From 2 on, DuckDB hands work to
 *     threads of its own, and the calling one spins until they are done, also while a commit waits
 *     for the disk: on two cores a third of the writer's time
 * @param temporaryLimitBytes the most that may be spilled to disk
 * @param segmentRows rows after which the open segment is sealed and the next one opened
 * @param segmentLogBytes bytes of write-ahead log after which it is sealed; a log of 480 MB took
 *     2.2 s to replay after a kill
 * @param mergedRows the most rows that merging puts into one segment
 * @param mergeFanIn how many neighbours of about the same size are merged into one
 * @param queryThreads how many queries run at once
 * @param queryQueue how many queries may wait for a thread before one more is refused
 * @param executionCacheBytes memory for the states of recent and running executions, about
 * @param diskReserveBytes free room on the disk below which nothing more is applied
 */
public record DuckDbSettings(
    Path folder,
    long memoryLimitBytes,
    long mergeMemoryBytes,
    int threads,
    long temporaryLimitBytes,
    long segmentRows,
    long segmentLogBytes,
    long mergedRows,
    int mergeFanIn,
    int queryThreads,
    int queryQueue,
    long executionCacheBytes,
    long diskReserveBytes) {
  private static final long MIB = 1024 * 1024;

  public DuckDbSettings {
    positive("memoryLimitBytes", memoryLimitBytes);
    positive("mergeMemoryBytes", mergeMemoryBytes);
    positive("threads", threads);
    positive("temporaryLimitBytes", temporaryLimitBytes);
    positive("segmentRows", segmentRows);
    positive("segmentLogBytes", segmentLogBytes);
    positive("mergedRows", mergedRows);
    positive("queryThreads", queryThreads);
    positive("queryQueue", queryQueue);
    positive("executionCacheBytes", executionCacheBytes);
    if (mergeFanIn < 2) {
      throw new IllegalArgumentException("mergeFanIn must be at least 2, was " + mergeFanIn);
    }
    if (diskReserveBytes < 0) {
      throw new IllegalArgumentException(
          "diskReserveBytes must not be negative, was " + diskReserveBytes);
    }
  }

  /** Settings for a small machine: the whole server stays below 300 MB. */
  public static DuckDbSettings inFolder(Path folder) {
    return new DuckDbSettings(
        folder,
        112 * MIB,
        64 * MIB,
        Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4),
        4096 * MIB,
        200_000,
        160 * MIB,
        8_000_000,
        8,
        4,
        64,
        16 * MIB,
        64 * MIB);
  }

  public DuckDbSettings withSegments(long rows, long logBytes) {
    return new DuckDbSettings(
        folder,
        memoryLimitBytes,
        mergeMemoryBytes,
        threads,
        temporaryLimitBytes,
        rows,
        logBytes,
        mergedRows,
        mergeFanIn,
        queryThreads,
        queryQueue,
        executionCacheBytes,
        diskReserveBytes);
  }

  public DuckDbSettings withMerging(long rows, int fanIn) {
    return new DuckDbSettings(
        folder,
        memoryLimitBytes,
        mergeMemoryBytes,
        threads,
        temporaryLimitBytes,
        segmentRows,
        segmentLogBytes,
        rows,
        fanIn,
        queryThreads,
        queryQueue,
        executionCacheBytes,
        diskReserveBytes);
  }

  public DuckDbSettings withMemoryLimit(long bytes) {
    return new DuckDbSettings(
        folder,
        bytes,
        mergeMemoryBytes,
        threads,
        temporaryLimitBytes,
        segmentRows,
        segmentLogBytes,
        mergedRows,
        mergeFanIn,
        queryThreads,
        queryQueue,
        executionCacheBytes,
        diskReserveBytes);
  }

  public DuckDbSettings withQueries(int newThreads, int newQueue) {
    return new DuckDbSettings(
        folder,
        memoryLimitBytes,
        mergeMemoryBytes,
        threads,
        temporaryLimitBytes,
        segmentRows,
        segmentLogBytes,
        mergedRows,
        mergeFanIn,
        newThreads,
        newQueue,
        executionCacheBytes,
        diskReserveBytes);
  }

  public DuckDbSettings withExecutionCache(long bytes) {
    return new DuckDbSettings(
        folder,
        memoryLimitBytes,
        mergeMemoryBytes,
        threads,
        temporaryLimitBytes,
        segmentRows,
        segmentLogBytes,
        mergedRows,
        mergeFanIn,
        queryThreads,
        queryQueue,
        bytes,
        diskReserveBytes);
  }

  public DuckDbSettings withDiskReserve(long bytes) {
    return new DuckDbSettings(
        folder,
        memoryLimitBytes,
        mergeMemoryBytes,
        threads,
        temporaryLimitBytes,
        segmentRows,
        segmentLogBytes,
        mergedRows,
        mergeFanIn,
        queryThreads,
        queryQueue,
        executionCacheBytes,
        bytes);
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }
}
