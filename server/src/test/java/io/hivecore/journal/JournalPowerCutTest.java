package io.hivecore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.TenantId;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Cuts the power, ends the process, fails forces and fills the disk at random moments while several
 * callers append and a store applies, and holds what is there afterwards against what was
 * acknowledged.
 */
final class JournalPowerCutTest {
  private static final Path FOLDER = Path.of("/journal");

  // Held here: a logger that nobody holds forgets its level.
  private static final Logger LOG = Logger.getLogger("io.hivecore.journal");

  /** What was acknowledged: id to payload. A caller has its own ids, so they are never shared. */
  private final Map<UUID, String> acknowledged = new ConcurrentHashMap<>();

  private final Map<UUID, Long> numbers = new ConcurrentHashMap<>();
  private final Store store = new Store();
  private final AtomicLong ids = new AtomicLong();

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void everyAcknowledgedEntryIsThereExactlyOnceAndInOrder(@ForAll long seed) throws Exception {
    LOG.setLevel(Level.OFF);
    try {
      new JournalPowerCutTest().run(new Random(seed));
    } finally {
      LOG.setLevel(null);
    }
  }

  private void run(Random random) throws Exception {
    ForgetfulFiles files = new ForgetfulFiles(random);
    for (int round = 0; round < 4; round++) {
      files.shortWrites(random.nextBoolean());
      files.cutAfter(5 + random.nextInt(round == 3 ? 1000 : 300));
      if (random.nextBoolean()) {
        files.failForces(random.nextInt(30), 1 + random.nextInt(3));
        files.truncateFails(random.nextBoolean());
      }
      if (random.nextInt(4) == 0) {
        files.sizeOfDisk(files.usedBytes() + random.nextInt(20_000));
      }
      live(files, random);
      files.sizeOfDisk(1 << 30);
      files = random.nextInt(3) == 0 ? files.afterEndOfProcess() : files.afterPowerCut();
    }
    files.cutAfter(Long.MAX_VALUE);
    try (FileJournal journal = open(files, random)) {
      journal.applied(store.applied.get());
      assertThat(journal.durableSequence()).isGreaterThanOrEqualTo(store.applied.get());
      store.applyAll(journal);
      assertThat(store.applied.get()).isEqualTo(journal.durableSequence());
      // A disk that works takes entries.
      Caller last = new Caller(journal, random.nextLong());
      last.append(last.some());
      store.applyAll(journal);
    }
    assertEverythingAcknowledgedIsStored();
  }

  private void live(ForgetfulFiles files, Random random) throws Exception {
    FileJournal journal;
    try {
      journal = open(files, random);
    } catch (UncheckedIOException e) {
      return;
    }
    try (journal) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Caller caller = new Caller(journal, random.nextLong());
        threads.add(Thread.ofVirtual().start(caller));
      }
      journal.applied(store.applied.get());
      if (random.nextInt(4) > 0) {
        threads.add(Thread.ofVirtual().start(() -> store.follow(journal)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private FileJournal open(JournalFiles files, Random random) {
    int segmentBytes = 1024 + random.nextInt(4000);
    JournalSettings settings =
        new JournalSettings(
            FOLDER,
            segmentBytes,
            1 << 28,
            0L,
            Duration.ofHours(random.nextInt(2)),
            random.nextInt(3) * 5000L,
            1 << 20);
    Tuning tuning =
        new Tuning(
            1 + random.nextInt(4000),
            4,
            Duration.ZERO,
            random.nextInt(100),
            Duration.ofMillis(1),
            System::nanoTime);
    return FileJournal.open(settings, files, store, InstantSource.fixed(Instant.EPOCH), tuning);
  }

  private void assertEverythingAcknowledgedIsStored() {
    assertThat(store.payloads).containsAllEntriesOf(acknowledged);
    assertThat(store.numbers).containsAllEntriesOf(numbers);
    assertThat(store.problems).isEmpty();
    assertThat(new ArrayList<>(store.bySequence.keySet()))
        .isEqualTo(LongStream.rangeClosed(1, store.bySequence.size()).boxed().toList());
  }

  /** Appends new entries and, now and then, one that it has sent before. */
  private final class Caller implements Runnable {
    private final Journal journal;
    private final Random random;
    private final List<Entry> sent = new ArrayList<>();

    Caller(Journal journal, long seed) {
      this.journal = journal;
      this.random = new Random(seed);
    }

    @Override
    public void run() {
      int refusals = 0;
      List<Entry> refused = List.of();
      for (int i = 0; i < 40 && refusals < 6; i++) {
        List<Entry> entries = refused.isEmpty() || random.nextInt(3) == 0 ? some() : refused;
        try {
          append(entries);
          refused = List.of();
        } catch (JournalUnavailableException e) {
          refusals++;
          refused = entries;
          // The journal tries again after a millisecond.
          LockSupport.parkNanos(2_000_000);
        }
      }
    }

    List<Entry> some() {
      List<Entry> entries = new ArrayList<>();
      int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 30 : 3);
      for (int i = 0; i < count; i++) {
        boolean again = !sent.isEmpty() && random.nextInt(4) == 0;
        entries.add(again ? sent.get(random.nextInt(sent.size())) : fresh());
      }
      sent.addAll(entries);
      return entries;
    }

    void append(List<Entry> entries) {
      List<Receipt> receipts = journal.append(entries);
      for (int i = 0; i < entries.size(); i++) {
        Entry entry = entries.get(i);
        acknowledged.put(entry.id(), Entries.text(entry.payload()));
        if (receipts.get(i).outcome() == Receipt.Outcome.CREATED) {
          numbers.put(entry.id(), receipts.get(i).sequence());
        }
      }
    }

    private Entry fresh() {
      long id = ids.incrementAndGet();
      String payload = (id + " ").repeat(random.nextInt(random.nextInt(20) == 0 ? 500 : 20));
      return new Entry(
          Entries.TENANT,
          RecordKind.USAGE,
          Entries.id(id),
          true,
          null,
          payload.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A store that never forgets, and keeps its mark with its entries. */
  private static final class Store implements KnownRecords {
    private final ConcurrentSkipListMap<Long, UUID> bySequence = new ConcurrentSkipListMap<>();
    private final Map<UUID, String> payloads = new ConcurrentHashMap<>();
    private final Map<UUID, Long> numbers = new ConcurrentHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final AtomicLong applied = new AtomicLong();

    void follow(FileJournal journal) {
      try (Journal.Reader reader = journal.read(applied.get())) {
        long idle = 0;
        while (idle < 3) {
          journal.awaitBeyond(applied.get(), Duration.ofMillis(3));
          idle = apply(journal, reader) ? 0 : idle + 1;
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      } catch (UncheckedIOException e) {
        // The power is gone.
      }
    }

    void applyAll(FileJournal journal) {
      try (Journal.Reader reader = journal.read(applied.get())) {
        while (apply(journal, reader)) {}
      }
    }

    private boolean apply(FileJournal journal, Journal.Reader reader) {
      List<JournaledEntry> entries = reader.next(50, 1 << 16);
      for (JournaledEntry entry : entries) {
        if (entry.sequence() != applied.get() + 1) {
          problems.add("after " + applied + " came " + entry.sequence());
        }
        String payload = Entries.text(entry.payload());
        if (payloads.putIfAbsent(entry.id(), payload) != null) {
          problems.add(entry.id() + " came again");
        }
        numbers.put(entry.id(), entry.sequence());
        bySequence.put(entry.sequence(), entry.id());
        applied.set(entry.sequence());
      }
      if (!entries.isEmpty()) {
        journal.applied(applied.get());
      }
      return !entries.isEmpty();
    }

    @Override
    public boolean mayContain(TenantId tenant, RecordKind kind, UUID id) {
      return payloads.containsKey(id);
    }

    @Override
    public Known find(TenantId tenant, RecordKind kind, UUID id) {
      return payloads.containsKey(id) ? Known.PRESENT : Known.ABSENT;
    }
  }
}
