package io.hivecore.operations;

import io.hivecore.ingest.ApplierStatus;
import io.hivecore.journal.Journal;
import io.hivecore.live.LiveHub;
import io.hivecore.telemetry.TelemetryStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The server's own figures, read when Prometheus asks. They carry no tenant, so only an operator
 * sees them.
 */
public final class ServerFigures {
  private final MeterRegistry registry;

  public ServerFigures(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Heap, collections, threads, processor, files, uptime. */
  public void process() {
    new JvmMemoryMetrics().bindTo(registry);
    collections();
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /**
   * Micrometer's own binder is told of every collection, which took 2 % of the processor time of
   * single posts; what it counts the JVM knows too.
   */
  private void collections() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      FunctionTimer.builder(
              "jvm.gc.pause",
              collector,
              GarbageCollectorMXBean::getCollectionCount,
              GarbageCollectorMXBean::getCollectionTime,
              TimeUnit.MILLISECONDS)
          .tag("gc", collector.getName())
          .description("Garbage collections, during which all else stands still")
          .register(registry);
    }
  }

  public void journal(Journal journal) {
    gauge("journal_durable_sequence", "Newest durable entry", () -> journal.durableSequence());
    gauge(
        "journal_oldest_sequence",
        "Oldest entry that can be replayed",
        () -> journal.oldestSequence());
    gauge("journal_size_bytes", "Journal on disk", () -> journal.status().sizeBytes());
    gauge("journal_queued_bytes", "Waiting to be written", () -> journal.status().queuedBytes());
    gauge(
        "journal_available",
        "1 when appends are taken",
        () -> journal.status().unavailable().isEmpty() ? 1 : 0);
  }

  public void store(TelemetryStore store, Supplier<ApplierStatus> applier) {
    gauge(
        "store_applied_sequence",
        "Journal entry up to which the store holds everything",
        () -> applier.get().appliedSequence());
    gauge(
        "store_lag_seconds",
        "Age of the oldest entry that is not applied",
        () -> applier.get().lag().toMillis() / 1000.0);
    gauge("store_records", "Records in the store, about", () -> store.status().records());
    gauge("store_size_bytes", "Store on disk", () -> store.status().sizeBytes());
    gauge("store_segments", "Parts that the store is kept in", () -> store.status().segments());
    gauge(
        "store_segments_to_index",
        "Parts of the store whose texts are read through when words are looked for",
        () -> store.status().segmentsToIndex());
    gauge(
        "store_set_aside_records",
        "Entries that could not be read since the start",
        () -> applier.get().setAside());
  }

  public void live(LiveHub live) {
    gauge("live_subscribers", "Readers of the stream", () -> live.status().subscribers());
    gauge(
        "live_lag_entries",
        "Entries that the stream has not handed out",
        () -> live.status().lagEntries());
    FunctionCounter.builder("live_events_sent", live, hub -> hub.status().eventsSent())
        .description("Events written to readers")
        .register(registry);
    FunctionCounter.builder("live_readers_cut_off", live, hub -> hub.status().cutOff())
        .description("Readers cut off because they were too slow")
        .register(registry);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }
}
