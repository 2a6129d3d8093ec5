package io.hivecore.journal;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Measures the journal on this machine. Run by hand, on a quiet machine:
 *
 * <pre>java -cp … io.hivecore.journal.JournalMeasurement FOLDER [SECONDS]</pre>
 */
final class JournalMeasurement {
  private static final TenantId TENANT = new TenantId(new UUID(3, 3));

  private JournalMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    for (int round = 0; round < 2; round++) {
      measure("64 callers, 1 entry of 300 B", folder, 64, 1, 300, seconds);
      measure("4 callers, 500 entries of 1 kB", folder, 4, 500, 1000, seconds);
    }
    identities();
    restart(folder);
  }

  private static void measure(
      String name, Path folder, int callers, int entries, int payloadBytes, int seconds)
      throws Exception {
    JournalSettings defaults = JournalSettings.defaults(folder);
    try (FileJournal journal = open(defaults)) {
      Duration before = cpu();
      long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
      Thread applier = Thread.ofPlatform().start(() -> apply(journal, end));
      List<Caller> all = new ArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        Caller caller = new Caller(journal, entries, payloadBytes, end);
        all.add(caller);
        threads.add(Thread.ofVirtual().start(caller));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      applier.join();
      report(name, all, entries, payloadBytes, seconds, cpu().minus(before));
    } finally {
      delete(folder);
    }
  }

  /** Of the whole process, callers and applier included. */
  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  /** Reads all and says so, as the applier does. */
  private static void apply(Journal journal, long end) {
    try (Journal.Reader reader = journal.read(0)) {
      long last = 0;
      while (System.nanoTime() < end) {
        journal.awaitBeyond(last, Duration.ofMillis(100));
        List<JournaledEntry> next = reader.next(2000, 4 << 20);
        if (!next.isEmpty()) {
          last = next.getLast().sequence();
          journal.applied(last);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void report(
      String name, List<Caller> callers, int entries, int payloadBytes, int seconds, Duration cpu) {
    long[] nanos = callers.stream().flatMapToLong(Caller::nanos).sorted().toArray();
    double acknowledged = (double) nanos.length * entries / seconds;
    System.out.printf(
        "%s: %,.0f acknowledged/s, %.1f MB/s of payload, p50 %.2f ms, p99 %.2f ms, most %.1f ms,"
            + " CPU %.1f us an entry%n",
        name,
        acknowledged,
        acknowledged * payloadBytes / 1e6,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        nanos[nanos.length - 1] / 1e6,
        cpu.toNanos() / 1e3 / nanos.length / entries);
  }

  private static void identities() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    RecentIdentities identities = new RecentIdentities(0, 1);
    int space = identities.space(TENANT, RecordKind.USAGE);
    Random random = new Random(1);
    int count = 1_500_000;
    long begin = System.nanoTime();
    long slowest = 0;
    for (int i = 1; i <= count; i++) {
      long one = System.nanoTime();
      identities.put(space, new UUID(random.nextLong(), random.nextLong()), i, null);
      slowest = Math.max(slowest, System.nanoTime() - one);
    }
    double each = (double) (System.nanoTime() - begin) / count;
    System.gc();
    long after = runtime.totalMemory() - runtime.freeMemory();
    System.out.printf(
        "%,d identities: %.0f MB, %.0f ns each, slowest %.2f ms%n",
        identities.size(), (after - before) / 1e6, each, slowest / 1e6);
  }

  private static void restart(Path folder) throws IOException {
    JournalSettings settings = JournalSettings.defaults(folder);
    int groups = 2000;
    try (FileJournal journal = open(settings)) {
      Random random = new Random(2);
      for (int i = 0; i < groups; i++) {
        journal.append(Caller.entries(500, 1000, random));
      }
    }
    for (boolean applied : new boolean[] {false, true}) {
      long begin = System.nanoTime();
      FileJournal journal = open(settings);
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          "opened 1 GB, %s: %.2f s%n", applied ? "applied" : "nothing applied", seconds);
      journal.applied(journal.durableSequence());
      journal.close();
    }
    delete(folder);
  }

  private static FileJournal open(JournalSettings settings) {
    return FileJournal.open(
        settings, JournalFiles.onDisk(), KnownRecords.NONE, InstantSource.system());
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static final class Caller implements Runnable {
    private final Journal journal;
    private final int entries;
    private final int payloadBytes;
    private final long end;
    private final Random random = new Random();
    private long[] nanos = new long[1000];
    private int count;

    Caller(Journal journal, int entries, int payloadBytes, long end) {
      this.journal = journal;
      this.entries = entries;
      this.payloadBytes = payloadBytes;
      this.end = end;
    }

    @Override
    public void run() {
      List<Entry> batch = entries(entries, payloadBytes, random);
      while (System.nanoTime() < end) {
        long begin = System.nanoTime();
        journal.append(batch.stream().map(this::again).toList());
        if (count == nanos.length) {
          nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = System.nanoTime() - begin;
      }
    }

    private Entry again(Entry entry) {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      return new Entry(entry.tenant(), entry.kind(), id, true, null, entry.payload());
    }

    java.util.stream.LongStream nanos() {
      return Arrays.stream(nanos, 0, count);
    }

    static List<Entry> entries(int count, int payloadBytes, Random random) {
      List<Entry> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        byte[] payload = new byte[payloadBytes];
        random.nextBytes(payload);
        UUID id = new UUID(random.nextLong(), random.nextLong());
        all.add(new Entry(TENANT, RecordKind.USAGE, id, true, null, payload));
      }
      return all;
    }
  }
}
