package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.CostRule;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.telemetry.UsageChanges;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The one writer: a platform thread that applies what it is given to the open segment, and moves on
 * to a new segment when that is full. Callers wait, on any kind of thread.
 */
final class StoreWriter implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StoreWriter.class.getName());

  private static final int TRACES_AT_ONCE = 100;

  private final DuckDbSettings settings;
  private final DuckDbInstance instance;
  private final SegmentCatalog catalog;
  private final TenantKeys tenants;
  private final SegmentSupply supply;
  private final DiskRoom room;
  private final Consumer<Segment> sealing;
  private final MergedStates states;
  private final TraceStates traces;
  private final ApplyTransaction transaction;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("telemetry-writer").daemon().factory());
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private volatile long applied;
  private volatile long applyingNanos;
  private @Nullable SegmentWriter writer;
  private @Nullable DuckDBConnection reading;

  /**
   * A writer that goes on where the store stands.
   *
   * @param costs of calls whose model and tokens came in different messages
   * @param applied the store's mark
   * @param sealing takes over each segment that is full
   */
  StoreWriter(
      DuckDbSettings settings,
      CostRule costs,
      DuckDbInstance instance,
      SegmentCatalog catalog,
      TenantKeys tenants,
      SegmentSupply supply,
      long applied,
      DiskRoom room,
      Consumer<Segment> sealing) {
    this.settings = settings;
    this.instance = instance;
    this.catalog = catalog;
    this.tenants = tenants;
    this.supply = supply;
    this.applied = applied;
    this.room = room;
    this.sealing = sealing;
    this.states = new MergedStates(settings.executionCacheBytes());
    this.traces = new TraceStates();
    this.transaction = new ApplyTransaction(tenants, states, traces, costs);
  }

  /** A task of the writer's thread. */
  interface Task {
    void run() throws SQLException, IOException;
  }

  long applied() {
    return applied;
  }

  UsageChanges apply(List<SequencedRecord> records, long upTo) {
    var changes = new AtomicReference<>(UsageChanges.NONE);
    run(
        "applying records",
        () -> {
          changes.set(applyNow(records, upTo));
          applyingNanos = threads.getCurrentThreadCpuTime();
        });
    return changes.get();
  }

  /** The processor time of its thread, most of which goes into applying. */
  Duration applying() {
    return Duration.ofNanos(applyingNanos);
  }

  /** Moves on to a new segment when the open one holds anything. */
  void rotate() {
    run(
        "opening a segment",
        () -> {
          if (catalog.current().open().extent().rows() > 0) {
            rotateNow();
          }
        });
  }

  /**
   * Lets calls of traces that are about to be removed count in other traces that tell of them, too.
   */
  void release(TenantId tenant, Set<String> traceIds) {
    // Some at a time: they are held in memory.
    List<String> all = List.copyOf(traceIds);
    for (int from = 0; from < all.size(); from += TRACES_AT_ONCE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + TRACES_AT_ONCE));
      run("handing over calls", () -> releaseNow(tenant, some, traceIds));
    }
  }

  private void releaseNow(TenantId tenant, List<String> some, Set<String> traceIds)
      throws SQLException {
    boolean done = false;
    SegmentWriter current = writer();
    SegmentSet segments = catalog.acquire();
    try {
      var stored = new StoredState(reading(), segments, tenants);
      transaction.release(current, stored, tenant, some, traceIds, applied);
      done = true;
    } finally {
      catalog.release(segments);
      if (!done) {
        abandonWriter();
      }
    }
  }

  /** Forgets the states of records, after some were removed behind the writer's back. */
  void forgetStates() {
    run(
        "forgetting states",
        () -> {
          states.clear();
          traces.clear();
        });
  }

  private void run(String what, Task task) {
    Future<?> running;
    try {
      running =
          thread.submit(
              () -> {
                task.run();
                return null;
              });
    } catch (RejectedExecutionException e) {
      throw new TelemetryStoreException(Reason.FAILED, "the telemetry store is closed", e);
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          running.get();
          return;
        } catch (InterruptedException e) {
          // Whether the records were applied must be known; that takes milliseconds.
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw Failures.of(what, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private UsageChanges applyNow(List<SequencedRecord> records, long upTo)
      throws SQLException, IOException {
    UsageChanges changes;
    long before = applied;
    if (upTo <= before) {
      return UsageChanges.NONE;
    }
    List<SequencedRecord> fresh =
        records.isEmpty() || records.getFirst().sequence() > before
            ? records
            : records.stream().filter(record -> record.sequence() > before).toList();
    room.require("applying records", 0);
    boolean done = false;
    try {
      SegmentWriter current = writer();
      SegmentSet segments = catalog.acquire();
      try {
        changes =
            transaction.apply(current, new StoredState(reading(), segments, tenants), fresh, upTo);
      } finally {
        catalog.release(segments);
      }
      applied = upTo;
      done = true;
    } catch (SQLException e) {
      abandonWriter();
      if (DuckDbInstance.isInvalidated(e)) {
        instance.reattach(catalog.current().open());
      }
      throw e;
    } finally {
      if (!done) {
        // They may be ahead of what is stored.
        traces.clear();
        abandonWriter();
      }
    }
    rotateWhenFull();
    return changes;
  }

  private void rotateWhenFull() throws IOException {
    Segment open = catalog.current().open();
    boolean full =
        open.extent().rows() >= settings.segmentRows()
            || (Files.exists(open.logFile())
                && Files.size(open.logFile()) >= settings.segmentLogBytes());
    if (!full) {
      return;
    }
    try {
      rotateNow();
    } catch (SQLException | IOException | TelemetryStoreException e) {
      // The records are applied; the segment grows on until a new one can be had.
      LOG.log(System.Logger.Level.WARNING, "no new segment could be opened", e);
    }
  }

  private void rotateNow() throws SQLException, IOException {
    Segment full = catalog.current().open();
    Segment next = supply.take();
    next.extent(Extent.emptyFrom(applied + 1));
    abandonWriter();
    catalog.open(next);
    sealing.accept(full);
  }

  private SegmentWriter writer() throws SQLException {
    SegmentWriter current = writer;
    if (current == null) {
      Segment open = catalog.current().open();
      DuckDBConnection connection = instance.connect();
      var known = SegmentLayout.tenants(connection, open).values();
      current = new SegmentWriter(connection, open, java.util.Set.copyOf(known));
      writer = current;
    }
    return current;
  }

  private DuckDBConnection reading() throws SQLException {
    DuckDBConnection connection = reading;
    if (connection == null) {
      connection = instance.connect();
      reading = connection;
    }
    return connection;
  }

  private void abandonWriter() {
    SegmentWriter current = writer;
    writer = null;
    if (current != null) {
      try {
        current.close();
      } catch (SQLException e) {
        LOG.log(System.Logger.Level.DEBUG, "closing a writer that failed", e);
      }
    }
  }

  /** Lets what is being applied come to its end. */
  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    run(
        "closing",
        () -> {
          abandonWriter();
          DuckDBConnection connection = reading;
          if (connection != null) {
            connection.close();
          }
        });
    thread.shutdown();
  }
}
