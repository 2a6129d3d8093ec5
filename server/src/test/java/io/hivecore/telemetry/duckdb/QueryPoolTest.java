package io.hivecore.telemetry.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries end when they must, and too many are refused at once. */
final class QueryPoolTest {
  private static final String ENDLESS =
      "SELECT count(*) FROM range(100000000000) AS a WHERE sqrt(a.range) = 0.5";
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path folder;
  private DuckDbInstance instance;
  private SegmentCatalog catalog;
  private QueryPool pool;

  @BeforeEach
  void start() throws SQLException, IOException {
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    instance =
        DuckDbInstance.start(new DuckDbInstance.Limits(folder, temporary, 64L << 20, 1, 64L << 20));
    var supply = new SegmentSupply(instance, folder, 100);
    Segment segment = supply.make(1, 100);
    catalog = new SegmentCatalog(folder, List.of(segment), 2, () -> 0, _ -> {});
    pool = new QueryPool("query-", instance, catalog, 2, 1);
  }

  @AfterEach
  void stop() throws SQLException {
    pool.close();
    instance.close();
  }

  @Test
  void answers() {
    assertAnswers();
  }

  private void assertAnswers() {
    long answer = pool.run(LONG, QueryPoolTest::one);
    assertThat(answer).isEqualTo(1);
  }

  private static long one(QuerySession session) throws SQLException {
    return session.single("SELECT 1", List.of(), ColumnReader::whole);
  }

  private static long endless(QuerySession session) throws SQLException {
    return session.single(ENDLESS, List.of(), ColumnReader::whole);
  }

  @Test
  void endsAtTheDeadline() {
    assertEnds(() -> pool.run(Duration.ofMillis(150), QueryPoolTest::endless), Reason.CANCELLED);
    assertAnswers();
  }

  private static void assertEnds(Runnable question, Reason reason) {
    long start = System.nanoTime();
    assertThatThrownBy(question::run)
        .isInstanceOfSatisfying(
            TelemetryStoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void endsWhenItsThreadIsInterrupted() throws InterruptedException {
    var started = new CountDownLatch(1);
    var outcome = new AtomicReference<Throwable>();
    var interrupted = new AtomicReference<Boolean>();
    Thread asking =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    pool.run(
                        LONG,
                        session -> {
                          started.countDown();
                          return endless(session);
                        });
                  } catch (TelemetryStoreException e) {
                    outcome.set(e);
                    interrupted.set(Thread.currentThread().isInterrupted());
                  }
                });
    started.await();
    asking.interrupt();
    asking.join();
    assertThat(outcome.get())
        .isInstanceOfSatisfying(
            TelemetryStoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
    assertThat(interrupted.get()).isTrue();
    assertAnswers();
  }

  @Test
  void refusesMoreThanItsThreadsAndItsQueueTake() throws InterruptedException {
    List<Thread> asking = new ArrayList<>();
    var running = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      asking.add(
          Thread.ofVirtual()
              .start(
                  () ->
                      assertEnds(
                          () ->
                              pool.run(
                                  LONG,
                                  session -> {
                                    running.countDown();
                                    return endless(session);
                                  }),
                          Reason.CANCELLED)));
    }
    running.await();
    // One more waits until its time is over; the next is not even let in.
    var waiting = new CountDownLatch(1);
    asking.add(
        Thread.ofVirtual()
            .start(
                () -> {
                  waiting.countDown();
                  assertEnds(() -> pool.run(LONG, QueryPoolTest::one), Reason.CANCELLED);
                }));
    waiting.await();
    while (pool.waiting() == 0) {
      Thread.onSpinWait();
    }
    assertEnds(() -> pool.run(LONG, QueryPoolTest::one), Reason.OVERLOADED);
    for (Thread thread : asking) {
      thread.interrupt();
    }
    for (Thread thread : asking) {
      thread.join();
    }
    assertAnswers();
  }

  @Test
  void keepsSegmentsAttachedAsLongAsTheyAreRead() throws IOException {
    var supply = new SegmentSupply(instance, folder, 100);
    List<Segment> unused = new ArrayList<>();
    Segment old = catalog.current().open();
    var watched = new SegmentCatalog(folder, List.of(old), 3, () -> 0, unused::add);
    SegmentSet held = watched.acquire();
    Segment next = make(supply);
    watched.open(next);
    watched.replace(List.of(old), List.of());
    assertThat(unused).isEmpty();
    assertThat(watched.current().segments()).containsExactly(next);
    watched.release(held);
    assertThat(unused).containsExactly(old);
  }

  private static Segment make(SegmentSupply supply) throws IOException {
    try {
      return supply.make(2, 100);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
