package io.hivecore.live;

import static io.hivecore.live.Fleet.APIARY;
import static io.hivecore.live.Fleet.BURROW;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.journal.Entry;
import io.hivecore.journal.Journal;
import io.hivecore.journal.RecordCodec;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.tenancy.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Whatever a reader's connections do, and when, and though the hub restarts: it gets each record of
 * its tenant once, in order.
 */
final class ExactlyOnce {
  private static final int RECORDS = 6_000;

  private ExactlyOnce() {}

  /** Appends, reads with broken connections and restarts, all by chance, and compares. */
  static void check(Journal journal, long seed) throws InterruptedException {
    Random random = new Random(seed);
    LiveHub hub = start(journal);
    Reader first = new Reader(0);
    run(hub, Optional.empty(), first);
    first.await(lines -> !lines.isEmpty());
    CountDownLatch started = new CountDownLatch(1);
    Thread writer = Thread.ofPlatform().start(() -> write(journal, new Random(seed + 1), started));
    started.await();

    List<String> received = new ArrayList<>();
    Optional<String> lastId = first.lastId();
    String last = Fleet.id("last").toString();
    while (received.isEmpty() || !received.getLast().equals(last)) {
      if (random.nextInt(4) == 0) {
        hub.close();
        hub = start(journal);
      }
      Reader reader = new Reader(random.nextInt(1, 1_500));
      run(hub, lastId, reader);
      reader.await(
          lines -> reader.isOver() || lines.stream().anyMatch(line -> line.rest().equals(last)));
      assertThat(reader.names()).doesNotContain("gap", "cut");
      received.addAll(reader.records());
      lastId = reader.lastId();
    }
    writer.join();
    hub.close();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      expected.add(Fleet.id("apiary " + i).toString());
    }
    expected.add(last);
    assertThat(received).isEqualTo(expected);
  }

  private static LiveHub start(Journal journal) {
    return LiveHub.start(
        journal, Keys.of(1), LiveSettings.DEFAULT, InstantSource.system(), new LineFormat());
  }

  private static void run(LiveHub hub, Optional<String> since, Reader reader) {
    Subscription subscription =
        ((SubscribeAnswer.Admitted) hub.subscribe(APIARY, StreamFilter.ALL, since, () -> true))
            .subscription();
    Thread.ofVirtual()
        .start(
            () -> {
              subscription.run(reader);
              reader.over();
            });
  }

  private static void write(Journal journal, Random random, CountDownLatch started) {
    int next = 0;
    while (next < RECORDS) {
      int count = Math.min(RECORDS - next, random.nextInt(1, 200));
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        entries.add(log(APIARY, "apiary " + next++));
      }
      journal.append(entries);
      for (int i = random.nextInt(3); i > 0; i--) {
        journal.append(List.of(log(BURROW, "burrow " + next + " " + i)));
      }
      if (next > RECORDS / 4) {
        started.countDown();
      }
      if (random.nextInt(3) == 0) {
        // Pacing only: gives readers the chance to catch up and live on the tail.
        LockSupport.parkNanos(random.nextInt(3_000_000));
      }
    }
    journal.append(List.of(log(APIARY, "last")));
  }

  private static Entry log(TenantId tenant, String name) {
    LogRecord record = Fleet.log(name, Fleet.context("p1", "r1", "Builder"), LogLevel.INFO, name);
    return new Entry(tenant, record.kind(), record.id(), true, null, RecordCodec.encode(record));
  }
}
