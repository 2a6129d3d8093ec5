package io.hivecore.journal;

import static io.hivecore.journal.Entries.TENANT;
import static io.hivecore.journal.Entries.execution;
import static io.hivecore.journal.Entries.id;
import static io.hivecore.journal.Entries.usage;
import static io.hivecore.journal.Receipt.Outcome.CREATED;
import static io.hivecore.journal.Receipt.Outcome.DUPLICATE;
import static io.hivecore.journal.Receipt.Outcome.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Each identity is created once, whoever sends it, whenever, and whatever the store knows. */
final class JournalDuplicatesTest {
  private final AtomicLong fillers = new AtomicLong(1_000_000);

  @Test
  void ofManyWhoSendTheSameAtOnceOneCreatesIt() throws Exception {
    int callers = 32;
    int ids = 200;
    try (FileJournal journal = open(KnownRecords.NONE);
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Receipt>>> all = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        Callable<List<Receipt>> caller =
            () -> {
              List<Receipt> receipts = new ArrayList<>();
              for (int id = 0; id < ids; id++) {
                receipts.addAll(journal.append(List.of(usage(id, "u"), execution(id, null, "e"))));
              }
              return receipts;
            };
        all.add(executor.submit(caller));
      }
      Map<Receipt.Outcome, Integer> outcomes = new EnumMap<>(Receipt.Outcome.class);
      for (Future<List<Receipt>> receipts : all) {
        for (Receipt receipt : receipts.get()) {
          outcomes.merge(receipt.outcome(), 1, Integer::sum);
        }
      }
      assertThat(outcomes)
          .isEqualTo(
              Map.of(
                  CREATED, 2 * ids, UPDATED, (callers - 1) * ids, DUPLICATE, (callers - 1) * ids));
      assertThat(Entries.after(0, journal).stream().filter(Entries.Kept::created).count())
          .isEqualTo(2L * ids);
      assertThat(journal.durableSequence()).isEqualTo((long) callers * ids + ids);
    }
  }

  @Test
  void takesTheStoresWordForWhatIsNotRemembered() {
    Map<UUID, KnownRecords.Known> stored =
        Map.of(
            id(1), KnownRecords.Known.PRESENT,
            id(2), KnownRecords.Known.COMPLETED,
            id(3), KnownRecords.Known.FAILED);
    try (FileJournal journal = open(new Stored(stored))) {
      assertThat(
              journal.append(
                  List.of(
                      usage(1, "a"),
                      usage(9, "b"),
                      execution(1, ExecutionStatus.RUNNING, "c"),
                      execution(2, ExecutionStatus.FAILED, "d"),
                      execution(2, ExecutionStatus.FAILED, "e"),
                      execution(3, null, "f"),
                      execution(1, ExecutionStatus.COMPLETED, "g"),
                      execution(1, null, "h"))))
          .containsExactly(
              new Receipt(DUPLICATE, 0),
              new Receipt(CREATED, 1),
              new Receipt(UPDATED, 2),
              new Receipt(UPDATED, 3),
              new Receipt(UPDATED, 4),
              new Receipt(UPDATED, 5),
              new Receipt(UPDATED, 6),
              new Receipt(UPDATED, 7));
      assertThat(Entries.after(1, journal))
          .extracting(Entries.Kept::settledStatus)
          .containsExactly(
              null,
              ExecutionStatus.COMPLETED,
              ExecutionStatus.COMPLETED,
              ExecutionStatus.FAILED,
              null,
              ExecutionStatus.COMPLETED);
    }
  }

  @Test
  void asksTheStoreOnlyForIdentitiesThatASenderChose() {
    AtomicInteger asked = new AtomicInteger();
    KnownRecords counting =
        new KnownRecords() {
          @Override
          public boolean mayContain(TenantId tenant, RecordKind kind, UUID id) {
            asked.incrementAndGet();
            return true;
          }

          @Override
          public Known find(TenantId tenant, RecordKind kind, UUID id) {
            return Known.PRESENT;
          }
        };
    try (FileJournal journal = open(counting)) {
      Entry made = new Entry(TENANT, RecordKind.USAGE, id(1), false, null, new byte[0]);
      assertThat(journal.append(List.of(made, usage(2, "b"))))
          .containsExactly(new Receipt(CREATED, 1), new Receipt(DUPLICATE, 0));
      assertThat(asked).hasValue(1);
    }
  }

  /**
   * The look-up says absent; then another caller journals the same identity, the store applies it,
   * and the writer forgets it, all before the first caller's entry is decided.
   */
  @Test
  void aLookUpThatIsOlderThanWhatTheWriterForgotIsMadeAgain() throws Exception {
    Map<UUID, KnownRecords.Known> stored = new ConcurrentHashMap<>();
    CountDownLatch lookedUp = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger lookUps = new AtomicInteger();
    UUID contested = id(1);
    KnownRecords slow =
        new KnownRecords() {
          @Override
          public boolean mayContain(TenantId tenant, RecordKind kind, UUID id) {
            return id.equals(contested);
          }

          @Override
          public Known find(TenantId tenant, RecordKind kind, UUID id) {
            Known known = stored.getOrDefault(id, Known.ABSENT);
            if (Thread.currentThread().getName().equals("slow")) {
              lookUps.incrementAndGet();
              lookedUp.countDown();
              awaitUninterruptibly(goOn);
            }
            return known;
          }
        };
    try (FileJournal journal = open(slow);
        var executor =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("slow").factory())) {
      Future<List<Receipt>> late = executor.submit(() -> journal.append(List.of(usage(1, "late"))));
      lookedUp.await();
      Entry unasked = usage(2, "tells when the writer has forgotten");
      assertThat(journal.append(List.of(usage(1, "first"), unasked)))
          .containsExactly(new Receipt(CREATED, 1), new Receipt(CREATED, 2));
      stored.put(contested, KnownRecords.Known.PRESENT);
      forget(journal, unasked);
      goOn.countDown();
      assertThat(late.get()).containsExactly(new Receipt(DUPLICATE, 0));
      assertThat(lookUps).hasValue(2);
    }
  }

  @Test
  void whatTheWriterForgotIsAskedOfTheStore() {
    Map<UUID, KnownRecords.Known> stored = new ConcurrentHashMap<>();
    try (FileJournal journal = open(new Stored(stored))) {
      Entry unasked = usage(2, "tells when the writer has forgotten");
      journal.append(List.of(execution(1, ExecutionStatus.COMPLETED, "a"), usage(1, "b"), unasked));
      stored.put(id(1), KnownRecords.Known.COMPLETED);
      forget(journal, unasked);
      journal.append(List.of(execution(1, ExecutionStatus.FAILED, "c")));
      assertThat(journal.append(List.of(usage(1, "d")))).containsExactly(new Receipt(DUPLICATE, 0));
      Entries.Kept last = Entries.after(journal.durableSequence() - 1, journal).getFirst();
      assertThat(List.of(last.created(), String.valueOf(last.settledStatus())))
          .containsExactly(false, "COMPLETED");
    }
  }

  @Test
  void whatIsNotAppliedIsNeverForgotten() {
    try (FileJournal journal = open(KnownRecords.NONE)) {
      journal.append(List.of(usage(1, "a")));
      for (int i = 0; i < 20; i++) {
        journal.append(filler(1000));
      }
      journal.applied(0);
      for (int i = 0; i < 100; i++) {
        journal.append(filler(1));
      }
      assertThat(journal.append(List.of(usage(1, "b")))).containsExactly(new Receipt(DUPLICATE, 0));
    }
  }

  /** Has all applied and appends until the writer does not know the entry any more. */
  private void forget(FileJournal journal, Entry unasked) {
    for (int i = 0; i < 10; i++) {
      journal.append(filler(1000));
    }
    journal.applied(journal.durableSequence());
    Eventually.is(
        () -> {
          journal.append(filler(1));
          return journal.append(List.of(unasked)).getFirst().outcome() == CREATED;
        });
    // The rest of the sweep.
    for (int i = 0; i < 200; i++) {
      journal.append(filler(1));
    }
  }

  private List<Entry> filler(int count) {
    List<Entry> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(usage(fillers.incrementAndGet(), ""));
    }
    return all;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static FileJournal open(KnownRecords known) {
    JournalSettings settings =
        new JournalSettings(
            Path.of("/journal"), 1 << 20, 1 << 28, 0L, Duration.ofHours(1), 1 << 28, 1 << 24);
    Tuning tuning =
        new Tuning(1 << 20, 4, Duration.ZERO, 0, Duration.ofMillis(1), System::nanoTime);
    ForgetfulFiles files = new ForgetfulFiles(new Random(1));
    return FileJournal.open(settings, files, known, InstantSource.fixed(Instant.EPOCH), tuning);
  }

  private record Stored(Map<UUID, Known> records) implements KnownRecords {
    @Override
    public boolean mayContain(TenantId tenant, RecordKind kind, UUID id) {
      return records.containsKey(id);
    }

    @Override
    public Known find(TenantId tenant, RecordKind kind, UUID id) {
      return records.getOrDefault(id, Known.ABSENT);
    }
  }
}
