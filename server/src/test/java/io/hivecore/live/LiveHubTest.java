package io.hivecore.live;

import static io.hivecore.live.Fleet.APIARY;
import static io.hivecore.live.Fleet.BURROW;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveHubTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private final MemoryJournal journal = new MemoryJournal();
  private final List<Thread> readers = new ArrayList<>();
  private LiveHub hub = start(LiveSettings.DEFAULT);

  private LiveHub start(LiveSettings settings) {
    return LiveHub.start(
        journal, Keys.of(1), settings, InstantSource.fixed(NOON), new LineFormat());
  }

  private void restart(LiveSettings settings) {
    hub.close();
    hub = start(settings);
  }

  @AfterEach
  void stop() {
    journal.holdTail(false);
    hub.close();
    journal.close();
  }

  private Thread listen(TenantId tenant, Optional<String> since, Reader reader) {
    return listen(tenant, since, reader, () -> true);
  }

  private Thread listen(
      TenantId tenant, Optional<String> since, Reader reader, BooleanSupplier allowed) {
    SubscribeAnswer answer = hub.subscribe(tenant, StreamFilter.ALL, since, allowed);
    assertThat(answer).isInstanceOf(SubscribeAnswer.Admitted.class);
    Subscription subscription = ((SubscribeAnswer.Admitted) answer).subscription();
    Thread thread = Thread.ofVirtual().start(() -> subscription.run(reader));
    readers.add(thread);
    reader.await(lines -> !lines.isEmpty());
    return thread;
  }

  private static TelemetryRecord log(String name) {
    return Fleet.log(name, Fleet.context("p1", "r1", "Builder"), LogLevel.INFO, name);
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> Fleet.id("log " + i).toString()).toList();
  }

  private void append(TenantId tenant, int from, int to) {
    journal.append(
        tenant,
        IntStream.range(from, to).mapToObj(i -> log("log " + i)).toArray(TelemetryRecord[]::new));
  }

  @Test
  void aNewReaderGetsWhatComesFromNow() {
    append(APIARY, 0, 3);
    Reader reader = new Reader();
    listen(APIARY, Optional.empty(), reader);
    append(BURROW, 3, 4);
    append(APIARY, 4, 6);
    reader.awaitRecords(2);
    assertThat(reader.names()).containsExactly("connected", "record", "record");
    assertThat(reader.records()).isEqualTo(ids(4, 6));
  }

  @Test
  void aReaderWhoSawOnlyTheWelcomeResumesThere() {
    append(APIARY, 0, 3);
    Reader first = new Reader();
    listen(APIARY, Optional.empty(), first);
    restart(LiveSettings.DEFAULT);
    append(APIARY, 3, 5);
    Reader second = new Reader();
    listen(APIARY, first.lastId(), second);
    append(APIARY, 5, 6);
    second.awaitRecords(3);
    assertThat(second.records()).isEqualTo(ids(3, 6));
  }

  @Test
  void aLongReplayGoesOverIntoTheTail() {
    append(APIARY, 0, 1);
    Reader first = new Reader();
    listen(APIARY, Optional.empty(), first);
    append(APIARY, 1, 2);
    first.awaitRecords(1);
    Optional<String> seen = first.lastId();
    for (int i = 2; i < 10_000; i += 100) {
      append(APIARY, i, i + 100);
      append(BURROW, i, i + 100);
    }
    Reader second = new Reader();
    listen(APIARY, seen, second);
    append(APIARY, 10_002, 10_010);
    second.awaitRecords(10_008);
    assertThat(second.records()).isEqualTo(ids(2, 10_010));
    assertThat(second.names()).doesNotContain("gap");
  }

  @Test
  void aReplayThatOvertakesTheTailGetsNothingTwice() {
    Reader first = new Reader();
    listen(APIARY, Optional.empty(), first);
    append(APIARY, 0, 1);
    first.awaitRecords(1);
    Optional<String> seen = first.lastId();
    journal.holdTail(true);
    append(APIARY, 1, 1_000);
    Reader second = new Reader();
    listen(APIARY, seen, second);
    second.awaitRecords(999);
    Reader third = new Reader();
    listen(APIARY, second.lastId(), third);
    append(APIARY, 1_000, 1_010);
    awaitNoReplay();
    journal.holdTail(false);
    append(APIARY, 1_010, 1_020);
    first.awaitRecords(1_020);
    second.awaitRecords(1_019);
    third.awaitRecords(20);
    assertThat(first.records()).isEqualTo(ids(0, 1_020));
    assertThat(second.records()).isEqualTo(ids(1, 1_020));
    assertThat(third.records()).isEqualTo(ids(1_000, 1_020));
  }

  private void awaitNoReplay() {
    long patience = System.nanoTime() + 10_000_000_000L;
    while (hub.status().replaying() > 0) {
      assertThat(System.nanoTime()).isLessThan(patience);
      Thread.onSpinWait();
    }
  }

  @Test
  void aTailThatIsOvertakenByTheWindowTellsTheGap() {
    Reader reader = new Reader();
    listen(APIARY, Optional.empty(), reader);
    Reader other = new Reader();
    listen(BURROW, Optional.empty(), other);
    append(APIARY, 0, 1);
    reader.awaitRecords(1);
    journal.holdTail(true);
    append(APIARY, 1, 10);
    journal.forget(8);
    journal.holdTail(false);
    reader.awaitRecords(3);
    other.await(lines -> lines.size() >= 2);
    assertThat(reader.names()).containsExactly("connected", "record", "gap", "record", "record");
    assertThat(other.names()).containsExactly("connected", "gap");
    journal.holdTail(true);
    append(APIARY, 10, 20);
    journal.forget(20);
    journal.holdTail(false);
    reader.await(lines -> lines.size() >= 6);
    append(APIARY, 20, 21);
    reader.awaitRecords(4);
    assertThat(reader.names().subList(5, 7)).containsExactly("gap", "record");
  }

  @Test
  void anExpiredPositionIsToldAndGoesOnWithTheOldest() {
    Reader first = new Reader();
    listen(APIARY, Optional.empty(), first);
    append(APIARY, 0, 1);
    first.awaitRecords(1);
    Optional<String> seen = first.lastId();
    restart(LiveSettings.DEFAULT);
    append(APIARY, 1, 50);
    append(BURROW, 50, 60);
    journal.forget(40);
    Reader second = new Reader();
    listen(APIARY, seen, second);
    second.awaitRecords(10);
    assertThat(second.names().subList(0, 3)).containsExactly("connected", "gap", "record");
    assertThat(second.records()).isEqualTo(ids(40, 50));
    Reader.Line gap = second.lines().get(1);
    assertThat(gap.rest()).startsWith("expired:");
    // The oldest position that was told leads to the same records, without a gap.
    Reader third = new Reader();
    listen(APIARY, Optional.of(gap.rest().substring("expired:".length())), third);
    third.awaitRecords(10);
    assertThat(third.names()).startsWith("connected", "record").doesNotContain("gap");
    assertThat(third.records()).isEqualTo(ids(40, 50));
    assertThat(hub.status().gaps()).isEqualTo(1);
  }

  @Test
  void everythingBehindAPositionMayHaveExpired() {
    Reader first = new Reader();
    listen(APIARY, Optional.empty(), first);
    append(APIARY, 0, 10);
    journal.forget(10);
    restart(LiveSettings.DEFAULT);
    Reader second = new Reader();
    listen(APIARY, Optional.of(first.lines().getFirst().id()), second);
    append(APIARY, 10, 11);
    second.awaitRecords(1);
    assertThat(second.names()).containsExactly("connected", "gap", "record");
    assertThat(second.records()).isEqualTo(ids(10, 11));
  }

  @Test
  void aForeignOrInventedPositionIsToldAndGoesOnFromNow() {
    append(APIARY, 0, 5);
    Reader burrow = new Reader();
    listen(BURROW, Optional.empty(), burrow);
    for (String since : List.of(burrow.lastId().orElseThrow(), "nonsense", "a".repeat(22))) {
      Reader reader = new Reader();
      listen(APIARY, Optional.of(since), reader);
      reader.await(lines -> lines.size() >= 2);
      assertThat(reader.names()).containsExactly("connected", "gap");
      String rest = reader.lines().get(1).rest();
      assertThat(rest).startsWith("unknown:");
      Reader all = new Reader();
      listen(APIARY, Optional.of(rest.substring("unknown:".length())), all);
      all.awaitRecords(5);
      assertThat(all.records()).isEqualTo(ids(0, 5));
    }
  }

  @Test
  void aPositionBeyondTheJournalsEndIsUnknown() {
    append(APIARY, 0, 5);
    String ahead = new Positions(Keys.of(1)).of(APIARY).fresh(6);
    Reader reader = new Reader();
    listen(APIARY, Optional.of(ahead), reader);
    reader.await(lines -> lines.size() >= 2);
    assertThat(reader.lines().get(1).rest()).startsWith("unknown:");
  }

  @Test
  void aSlowReaderIsCutOffAndSlowsNobodyAndResumes() {
    restart(queueOf(10));
    Reader slow = new Reader();
    Reader quick = new Reader();
    Thread slowThread = listen(APIARY, Optional.empty(), slow);
    listen(APIARY, Optional.empty(), quick);
    append(APIARY, 0, 1);
    slow.awaitRecords(1);
    slow.block(true);
    for (int i = 1; i < 101; i++) {
      append(APIARY, i, i + 1);
      quick.awaitRecords(i + 1);
    }
    assertThat(quick.records()).isEqualTo(ids(0, 101));
    assertThat(hub.status().cutOff()).isEqualTo(1);
    slow.block(false);
    slow.await(lines -> lines.getLast().name().equals("cut"));
    join(slowThread);
    Reader again = new Reader();
    listen(APIARY, slow.lastId(), again);
    again.awaitRecords(101 - slow.records().size());
    List<String> both = new ArrayList<>(slow.records());
    both.addAll(again.records());
    assertThat(both).isEqualTo(ids(0, 101));
  }

  @Test
  void aReaderWhoseConnectionIsStuckIsInterrupted() {
    restart(queueOf(10));
    Reader stuck = new Reader();
    Thread thread = listen(APIARY, Optional.empty(), stuck);
    stuck.block(true);
    append(APIARY, 0, 1);
    for (int i = 1; i < 30; i++) {
      append(APIARY, i, i + 1);
    }
    join(thread);
    assertThat(stuck.names()).containsExactly("connected");
    assertThat(hub.status())
        .returns(0, LiveStatus::subscribers)
        .returns(1L, LiveStatus::cutOff)
        .returns(0L, LiveStatus::eventsSent);
  }

  @Test
  void aWriteThatIsStuckIsBrokenAlsoWhenLittleWaits() {
    restart(
        new LiveSettings(
            10,
            10,
            1_000,
            1 << 20,
            1 << 20,
            2,
            Duration.ofSeconds(15),
            Duration.ofMillis(200),
            Duration.ofSeconds(2)));
    Reader stuck = new Reader();
    Thread thread = listen(APIARY, Optional.empty(), stuck);
    stuck.block(true);
    append(APIARY, 0, 1);
    join(thread);
    assertThat(hub.status().cutOff()).isEqualTo(1);
  }

  @Test
  void heartbeatsComeAndCanBeResumedFrom() {
    restart(heartbeatOf(Duration.ofMillis(40)));
    Reader first = new Reader();
    listen(APIARY, Optional.empty(), first);
    append(APIARY, 0, 1);
    first.await(
        lines ->
            lines.getLast().name().equals("heartbeat")
                && lines.stream().filter(line -> line.name().equals("heartbeat")).count() >= 3
                && lines.stream().anyMatch(line -> line.name().equals("record")));
    assertThat(first.lines())
        .filteredOn(line -> line.name().equals("heartbeat"))
        .allSatisfy(line -> assertThat(line.rest()).isEqualTo(NOON.toString()))
        .extracting(Reader.Line::id)
        .doesNotHaveDuplicates();
    Reader second = new Reader();
    listen(APIARY, first.lastId(), second);
    append(APIARY, 1, 2);
    second.awaitRecords(1);
    assertThat(second.records()).isEqualTo(ids(1, 2));
  }

  @Test
  void aStreamEndsWhenItsKeyIsRevoked() {
    AtomicBoolean allowed = new AtomicBoolean(true);
    Reader reader = new Reader();
    Thread thread = listen(APIARY, Optional.empty(), reader, allowed::get);
    Reader other = new Reader();
    listen(APIARY, Optional.empty(), other);
    long before = System.nanoTime();
    allowed.set(false);
    join(thread);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    append(APIARY, 0, 1);
    other.awaitRecords(1);
    assertThat(hub.status()).returns(1, LiveStatus::subscribers).returns(1L, LiveStatus::revoked);
  }

  @Test
  void closingEndsAllStreamsAlsoStuckOnes() {
    Reader stuck = new Reader();
    Reader quick = new Reader();
    listen(APIARY, Optional.empty(), stuck);
    listen(BURROW, Optional.empty(), quick);
    stuck.block(true);
    append(APIARY, 0, 1);
    long before = System.nanoTime();
    hub.close();
    readers.forEach(LiveHubTest::join);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    assertThat(hub.subscribe(APIARY, StreamFilter.ALL, Optional.empty(), () -> true))
        .isEqualTo(
            new SubscribeAnswer.Refused(
                SubscribeAnswer.Reason.STOPPING, LiveSettings.DEFAULT.reconnect()));
  }

  @Test
  void placesAreBoundedPerTenantAndInAll() {
    restart(
        new LiveSettings(
            2,
            3,
            10,
            1 << 20,
            1 << 20,
            2,
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2)));
    Reader leaving = new Reader(0);
    Thread thread = listen(APIARY, Optional.empty(), leaving);
    listen(APIARY, Optional.empty(), new Reader());
    assertThat(refusal(APIARY)).isEqualTo(SubscribeAnswer.Reason.TENANT_FULL);
    listen(BURROW, Optional.empty(), new Reader());
    assertThat(refusal(BURROW)).isEqualTo(SubscribeAnswer.Reason.SERVER_FULL);
    append(APIARY, 0, 1);
    join(thread);
    assertThat(hub.status().refused()).isEqualTo(2);
    listen(BURROW, Optional.empty(), new Reader());
    assertThat(hub.status().subscribers()).isEqualTo(3);
  }

  private SubscribeAnswer.Reason refusal(TenantId tenant) {
    SubscribeAnswer answer = hub.subscribe(tenant, StreamFilter.ALL, Optional.empty(), () -> true);
    assertThat(answer).isInstanceOf(SubscribeAnswer.Refused.class);
    return ((SubscribeAnswer.Refused) answer).reason();
  }

  @Test
  void anEntryThatCannotBeReadIsPassedOver() {
    Reader reader = new Reader();
    listen(APIARY, Optional.empty(), reader);
    TelemetryRecord good = log("log 0");
    journal.append(
        List.of(
            new io.hivecore.journal.Entry(
                APIARY, good.kind(), Fleet.id("bad"), true, null, new byte[] {1, 2, 3})));
    append(APIARY, 0, 1);
    reader.awaitRecords(1);
    assertThat(reader.records()).isEqualTo(ids(0, 1));
    hub.close();
    assertThat(hub.status()).isEqualTo(new LiveStatus(0, 0, 0, 1, 0, 0, 0, 0, 1));
  }

  private static LiveSettings queueOf(int events) {
    return new LiveSettings(
        10,
        10,
        events,
        1 << 20,
        1 << 20,
        2,
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2));
  }

  private static LiveSettings heartbeatOf(Duration heartbeat) {
    return new LiveSettings(
        10,
        10,
        1_000,
        1 << 20,
        1 << 20,
        2,
        heartbeat,
        Duration.ofSeconds(10),
        Duration.ofSeconds(2));
  }

  private static void join(Thread thread) {
    try {
      assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
