package io.hivecore.live.http;

import io.hivecore.http.HttpServer;
import io.hivecore.http.HttpSettings;
import io.hivecore.http.Routes;
import io.hivecore.journal.Entry;
import io.hivecore.journal.FileJournal;
import io.hivecore.journal.Journal;
import io.hivecore.journal.JournalFiles;
import io.hivecore.journal.JournalSettings;
import io.hivecore.journal.KnownRecords;
import io.hivecore.journal.RecordCodec;
import io.hivecore.live.Fleet;
import io.hivecore.live.Keys;
import io.hivecore.live.LiveHub;
import io.hivecore.live.LiveSettings;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Measures how long it takes from the append of a record, before it is on disk, until readers in
 * another process have it. Run by hand, on a quiet machine:
 *
 * <pre>java -cp … io.hivecore.live.http.StreamMeasurement FOLDER [SECONDS]</pre>
 *
 * <p>Compares {@link System#nanoTime} of two processes, which holds on Linux.
 */
final class StreamMeasurement {
  private static final long WARM_UP_NANOS = 5_000_000_000L;

  private StreamMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("read")) {
      read(
          Integer.parseInt(arguments[1]),
          Integer.parseInt(arguments[2]),
          Integer.parseInt(arguments[3]));
      return;
    }
    Path folder = Path.of(arguments[0]);
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
    measure("1 reader, 5,000 records/s", folder, 1, 1, 5_000, seconds);
    measure("1,000 readers of one tenant, 50 records/s", folder, 1, 1_000, 50, seconds);
    measure("1,000 readers of 20 tenants, 50 records/s each", folder, 20, 1_000, 50, seconds);
  }

  private static void measure(
      String name, Path folder, int tenants, int readers, int recordsPerSecond, int seconds)
      throws Exception {
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < tenants; i++) {
      TenantId tenant = new TenantId(new UUID(7, i));
      callers.add(new Caller(tenant, UUID.randomUUID(), Set.of(Scope.QUERY)));
    }
    JournalSettings settings = JournalSettings.defaults(folder);
    try (FileJournal journal =
            FileJournal.open(
                settings, JournalFiles.onDisk(), KnownRecords.NONE, InstantSource.system());
        LiveHub hub =
            LiveHub.start(
                journal,
                Keys.of(1),
                LiveSettings.DEFAULT,
                InstantSource.system(),
                new ServerSentEvents())) {
      Routes routes = new Routes();
      StreamRoutes.register(routes, hub, caller -> true);
      try (HttpServer server =
          HttpServer.start(
              new HttpSettings("127.0.0.1", 0),
              routes,
              key -> Optional.of(callers.get(Integer.parseInt(key))))) {
        System.out.printf(Locale.ROOT, "%s%n", name);
        Process process = start(server.port(), tenants, readers);
        while (hub.status().subscribers() < readers) {
          LockSupport.parkNanos(10_000_000);
        }
        long before = cpuMillis();
        append(journal, callers, recordsPerSecond, seconds);
        System.out.printf(
            Locale.ROOT,
            "  the server used %.2f cores%n",
            (cpuMillis() - before) / (seconds * 1_000.0));
        hub.close();
        server.close();
        process.waitFor();
        System.out.printf(Locale.ROOT, "  %s%n", hub.status());
      }
    } finally {
      delete(folder);
    }
  }

  private static Process start(int port, int tenants, int readers) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            StreamMeasurement.class.getName(),
            "read",
            Integer.toString(port),
            Integer.toString(tenants),
            Integer.toString(readers))
        .inheritIO()
        .start();
  }

  /** Appends for every tenant, evenly in time, each record on its own up to 1,000 a second. */
  private static void append(Journal journal, List<Caller> callers, int perSecond, int seconds)
      throws InterruptedException {
    int together = Math.max(1, perSecond / 1_000);
    List<Thread> threads = new ArrayList<>();
    for (Caller caller : callers) {
      TenantId tenant = java.util.Objects.requireNonNull(caller.tenant());
      threads.add(
          Thread.ofVirtual()
              .start(() -> appendOf(journal, tenant, perSecond / together, together, seconds)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void appendOf(
      Journal journal, TenantId tenant, int perSecond, int together, int seconds) {
    long period = 1_000_000_000L / perSecond;
    long next = System.nanoTime() + (tenant.value().getLeastSignificantBits() * 997_333) % period;
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < end) {
      long now = System.nanoTime();
      if (now < next) {
        LockSupport.parkNanos(next - now);
        continue;
      }
      next += period;
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < together; i++) {
        LogRecord log = log();
        entries.add(
            new Entry(tenant, RecordKind.LOG, log.id(), false, null, RecordCodec.encode(log)));
      }
      journal.append(entries);
    }
  }

  private static LogRecord log() {
    Instant now = Instant.now();
    Context context = Fleet.context("checkout-service", "4fd9a4c2-8c33-4a8e-9a31-1", "Builder");
    String message = Long.toString(System.nanoTime());
    return new LogRecord(
        UUID.randomUUID(),
        now,
        false,
        now,
        context,
        LogLevel.INFO,
        message,
        "builder.py",
        "{\"text\":\"" + "x".repeat(200) + "\"}",
        null);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void read(int port, int tenants, int readers) throws IOException {
    List<Long> nanos = new ArrayList<>();
    long first = 0;
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < readers; i++) {
        connect(selector, port, i % tenants);
      }
      ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
      int open = readers;
      while (open > 0) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          buffer.clear();
          int count = readSome((SocketChannel) key.channel(), buffer);
          long now = System.nanoTime();
          if (count < 0) {
            key.cancel();
            open--;
            continue;
          }
          for (long sent : ((Lines) key.attachment()).add(buffer.flip())) {
            first = first == 0 ? sent : first;
            if (sent - first > WARM_UP_NANOS) {
              nanos.add(now - sent);
            }
          }
        }
        selector.selectedKeys().clear();
      }
    }
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(Locale.ROOT, "  the readers used %.1f s of cores%n", cpuMillis() / 1e3);
    System.out.printf(
        Locale.ROOT,
        "  %,d events measured, p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, most %.1f ms%n",
        sorted.length,
        millis(sorted, 0.5),
        millis(sorted, 0.99),
        millis(sorted, 0.999),
        millis(sorted, 1));
  }

  private static int readSome(SocketChannel channel, ByteBuffer buffer) {
    try {
      return channel.read(buffer);
    } catch (IOException e) {
      // The server that ends resets what is left.
      return -1;
    }
  }

  private static long cpuMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
  }

  private static double millis(long[] sorted, double part) {
    int index = (int) Math.min(sorted.length - 1, Math.floor(sorted.length * part));
    return sorted.length == 0 ? Double.NaN : sorted[index] / 1e6;
  }

  private static void connect(Selector selector, int port, int tenant) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String request =
        "GET /api/v1/observability/stream/ HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
            + tenant
            + "\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, new Lines());
  }

  /** Finds the times of sending in what one connection brings. */
  private static final class Lines {
    private static final byte[] MARK = "\"message\":\"".getBytes(StandardCharsets.US_ASCII);
    private int matched;
    private boolean inside;
    private long value;

    List<Long> add(ByteBuffer bytes) {
      List<Long> times = new ArrayList<>();
      while (bytes.hasRemaining()) {
        byte next = bytes.get();
        if (inside && next >= '0' && next <= '9') {
          value = value * 10 + (next - '0');
        } else if (inside) {
          times.add(value);
          inside = false;
        } else if (next == MARK[matched]) {
          matched++;
          if (matched == MARK.length) {
            inside = true;
            value = 0;
            matched = 0;
          }
        } else {
          matched = next == MARK[0] ? 1 : 0;
        }
      }
      return times;
    }
  }
}
