package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.Interval;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageDetail;
import io.hivecore.telemetry.UsageGrouping;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the store by hand; no test. From the repository's root, after {@code test-compile}:
 *
 * <pre>
 * java --enable-native-access=ALL-UNNAMED -cp … io.hivecore.telemetry.duckdb.DuckDbMeasurement \
 *     fill FOLDER 10000000 300      rows of so many octets of text, as fast as they are taken
 *     pace FOLDER 600000 1000 10000  the same at a fixed rate: how long each commit takes
 *     ask FOLDER 200                reopen, then each question so many times
 * </pre>
 */
final class DuckDbMeasurement {
  private static final List<TenantId> TENANTS =
      List.of(tenant(1), tenant(2), tenant(3), tenant(4), tenant(5));
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final int COMMIT = 2_000;
  private static final Instant END = Instant.parse("2026-06-30T12:34:56.789Z");
  private static final Duration SPAN = Duration.ofDays(30);
  private static final String[] WORDS =
      "the agent plans reads a file writes code runs tests fails retries asks model answers with tokens cost budget team round reviewer commits because result error timeout network cache"
          .split(" ", -1);
  private static final PrintStream OUT = System.out;

  private final Random random = new Random(1);
  private final Path folder;
  private final int textOctets;
  private final long rows;

  private DuckDbMeasurement(Path folder, long rows, int textOctets) {
    this.folder = folder;
    this.rows = rows;
    this.textOctets = textOctets;
  }

  private static TenantId tenant(int number) {
    return new TenantId(new UUID(0x1111_2222_3333_4444L * number, number));
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    long number = Long.parseLong(arguments[2]);
    switch (arguments[0]) {
      case "fill" -> new DuckDbMeasurement(folder, number, Integer.parseInt(arguments[3])).fill(0);
      case "pace" ->
          new DuckDbMeasurement(folder, number, Integer.parseInt(arguments[3]))
              .fill(Integer.parseInt(arguments[4]));
      case "ask" -> new DuckDbMeasurement(folder, 0, 0).ask((int) number);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private DuckDbSettings settings() {
    DuckDbSettings settings = DuckDbSettings.inFolder(folder);
    String log = System.getProperty("log");
    if (log != null) {
      settings = settings.withSegments(settings.segmentRows(), Long.parseLong(log) << 20);
    }
    String memory = System.getProperty("memory");
    return memory == null ? settings : settings.withMemoryLimit(Long.parseLong(memory) << 20);
  }

  private void fill(int rowsPerSecond) throws IOException {
    long opening = System.nanoTime();
    try (var store = DuckDbTelemetryStore.open(settings())) {
      OUT.printf("opened in %.0f ms%n", millisSince(opening));
      long sequence = store.appliedSequence();
      int commit = rowsPerSecond == 0 ? COMMIT : Math.max(1, rowsPerSecond / 20);
      int commits = (int) (rows / commit);
      double[] latencies = new double[commits];
      long applying = 0;
      long start = System.nanoTime();
      long reported = start;
      for (int i = 0; i < commits; i++) {
        List<SequencedRecord> batch = batch(sequence, commit, (double) i / commits);
        sequence += commit;
        long due = rowsPerSecond == 0 ? 0 : start + (long) (1e9 * (i + 1) * commit / rowsPerSecond);
        while (rowsPerSecond > 0 && System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        long from = rowsPerSecond == 0 ? System.nanoTime() : due;
        long before = System.nanoTime();
        store.apply(batch, sequence);
        applying += System.nanoTime() - before;
        latencies[i] = millisSince(from);
        if (System.nanoTime() - reported > 10_000_000_000L) {
          reported = System.nanoTime();
          OUT.printf(
              "%,d rows, %.0f rows/s, %s, resident %d MB%n",
              (long) (i + 1) * commit,
              (i + 1) * commit / ((reported - start) / 1e9),
              store.status(),
              resident());
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      OUT.printf(
          "%,d rows in %.1f s: %.0f rows/s with making them, %.0f rows/s in apply alone%n",
          (long) commits * commit,
          seconds,
          commits * commit / seconds,
          commits * commit / (applying / 1e9));
      OUT.printf(
          "processor time %.1f s, %.1f µs for each row%n",
          processorSeconds(), processorSeconds() * 1e6 / (commits * (double) commit));
      print("apply, commits of " + commit, latencies);
      long settling = System.nanoTime();
      store.settle();
      OUT.printf("processor time %.1f s%n", processorSeconds());
      OUT.printf(
          "sealed and merged %.1f s later: %s, resident %d MB%n",
          millisSince(settling) / 1000, store.status(), resident());
    }
  }

  private List<SequencedRecord> batch(long sequence, int count, double part) {
    List<SequencedRecord> batch = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      int tenant = random.nextInt(5);
      Instant timestamp =
          END.minus(SPAN)
              .plusNanos((long) (SPAN.toNanos() * part) + random.nextLong(60_000_000_000L))
              .truncatedTo(java.time.temporal.ChronoUnit.MICROS);
      batch.add(
          new SequencedRecord(sequence + i, TENANTS.get(tenant), true, record(tenant, timestamp)));
    }
    return batch;
  }

  private TelemetryRecord record(int tenant, Instant timestamp) {
    var id = new UUID(random.nextLong(), random.nextLong());
    int agent = random.nextInt(20);
    var context =
        new Context(
            "project-" + (tenant * 10 + agent % 10),
            "round-" + random.nextInt(1000),
            "agent-id-" + agent,
            "agent-" + agent,
            Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()),
            Long.toHexString(random.nextLong()));
    if (textOctets > 0 && random.nextInt(4) == 0) {
      return new LogRecord(
          id,
          timestamp,
          false,
          timestamp,
          context,
          LogLevel.INFO,
          text(textOctets * 4),
          "module.py",
          "{}",
          null);
    }
    long input = random.nextLong(1, 20_000);
    long output = random.nextLong(1, 4_000);
    return new UsageRecord(
        id,
        timestamp,
        timestamp,
        context,
        "model-" + (agent + tenant) % 8,
        "provider",
        new TokenUsage(input, output, input + output, input / 3, 0, output / 4),
        new Cost(
            null,
            BigDecimal.valueOf(input)
                .movePointLeft(7)
                .add(BigDecimal.valueOf(output).movePointLeft(6)),
            "2026-06"),
        Math.exp(random.nextDouble() * 9),
        null);
  }

  private String text(int octets) {
    var text = new StringBuilder(octets + 16);
    while (text.length() < octets) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      if (random.nextInt(12) == 0) {
        text.append(random.nextInt(100_000)).append(". ");
      }
    }
    return text.toString();
  }

  private void ask(int times) throws IOException {
    long opening = System.nanoTime();
    try (var store = DuckDbTelemetryStore.open(settings())) {
      OUT.printf("opened in %.0f ms: %s%n", millisSince(opening), store.status());
      TelemetryQueries queries = store.queries();
      RecordFilter month = RecordFilter.ALL.between(END.minus(SPAN).plusSeconds(100), END);
      RecordFilter day = RecordFilter.ALL.between(END.minus(Duration.ofDays(1)), END);
      RecordFilter project =
          new RecordFilter(
              month.from(),
              month.to(),
              Set.of("project-12"),
              Set.of(),
              Set.of(),
              Set.of(),
              Set.of(),
              Set.of(),
              Set.of());
      RecordFilter projectEver =
          new RecordFilter(
              null,
              null,
              Set.of("project-12"),
              Set.of(),
              Set.of(),
              Set.of(),
              Set.of(),
              Set.of(),
              Set.of());
      RecordFilter round =
          new RecordFilter(
              month.from(),
              month.to(),
              Set.of(),
              Set.of("round-7"),
              Set.of(),
              Set.of(),
              Set.of(),
              Set.of(),
              Set.of());
      TenantId tenant = TENANTS.get(1);
      var newest =
          new PageRequest(List.of(new PageRequest.Ordering("timestamp", true)), null, 0, 50);
      ZoneId zone = ZoneId.of("Europe/Berlin");
      OUT.println(queries.usageTotals(tenant, month, SOON));
      time("totals, 30 days", times, () -> queries.usageTotals(tenant, month, SOON));
      time("totals, 1 project, 30 days", times, () -> queries.usageTotals(tenant, project, SOON));
      time(
          "by agent, 30 days",
          times,
          () ->
              queries
                  .usage(
                      tenant,
                      month,
                      List.of(
                          new UsageGrouping(List.of(Dimension.AGENT_NAME), 10, UsageDetail.SUMS)),
                      SOON)
                  .getFirst());
      time(
          "by model, 30 days",
          times,
          () ->
              queries
                  .usage(
                      tenant,
                      month,
                      List.of(
                          new UsageGrouping(List.of(Dimension.MODEL_NAME), 100, UsageDetail.SUMS)),
                      SOON)
                  .getFirst());
      time(
          "trend by day, 30 days",
          times,
          () -> queries.usageTrend(tenant, month, Interval.DAY, zone, List.of(), SOON));
      time(
          "trend by hour, 1 day",
          times,
          () -> queries.usageTrend(tenant, day, Interval.HOUR, zone, List.of(), SOON));
      time(
          "trend by hour and model, 30 days",
          times,
          () ->
              queries.usageTrend(
                  tenant, month, Interval.HOUR, zone, List.of(Dimension.MODEL_NAME), SOON));
      time(
          "newest 50 of a project",
          times,
          () -> queries.list(tenant, RecordKind.USAGE, projectEver, newest, SOON));
      time(
          "newest 50 log records",
          times,
          () -> queries.list(tenant, RecordKind.LOG, RecordFilter.ALL, newest, SOON));
      time(
          "dearest 50",
          Math.min(times, 20),
          () ->
              queries.list(
                  tenant,
                  RecordKind.USAGE,
                  month,
                  new PageRequest(List.of(new PageRequest.Ordering("cost_usd", true)), null, 0, 50),
                  SOON));
      time(
          "count, 30 days",
          Math.min(times, 50),
          () -> queries.count(tenant, RecordKind.USAGE, month, SOON));
      time(
          "totals of a round (raw rows)",
          Math.min(times, 20),
          () -> queries.usageTotals(tenant, round, SOON));
      time(
          "find an unknown id",
          times,
          () -> queries.find(tenant, RecordKind.USAGE, UUID.randomUUID(), SOON));
      var known =
          queries
              .list(
                  tenant,
                  RecordKind.USAGE,
                  RecordFilter.ALL.between(null, END.minus(Duration.ofDays(10))),
                  newest,
                  SOON)
              .records();
      time(
          "find a known id",
          Math.min(times, 20),
          () ->
              queries.find(
                  tenant, RecordKind.USAGE, known.get(random.nextInt(known.size())).id(), SOON));
      OUT.printf("resident %d MB%n", resident());
    }
  }

  private static void time(String what, int times, Runnable question) {
    question.run();
    double[] latencies = new double[times];
    double before = processorSeconds();
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      question.run();
      latencies[i] = millisSince(start);
    }
    double each = (processorSeconds() - before) * 1000 / times;
    print("%-34s processor %6.1f ms".formatted(what, each), latencies);
  }

  private static void print(String what, double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    OUT.printf(
        "%-34s p50 %7.1f  p95 %7.1f  p99 %7.1f  max %7.1f ms%n",
        what,
        sorted[sorted.length / 2],
        sorted[(int) (sorted.length * 0.95)],
        sorted[(int) (sorted.length * 0.99)],
        sorted[sorted.length - 1]);
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  /** All threads', DuckDB's included: tells more than the clock does on a machine that is busy. */
  private static double processorSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  /** Megabytes that the process holds in memory. */
  private static long resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return 0;
  }
}
