package io.hivecore.ingest;

import static io.hivecore.ingest.QueueShares.Answer.ADMITTED;
import static io.hivecore.ingest.QueueShares.Answer.FULL;
import static io.hivecore.ingest.QueueShares.Answer.TENANT_FULL;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class QueueSharesTest {
  private static final long CAPACITY = 1_000_000;
  private final QueueShares shares = new QueueShares(CAPACITY);

  private static TenantId tenant(int number) {
    return new TenantId(new UUID(0, number));
  }

  private QueueShares.Answer enter(int tenant, long bytes) throws InterruptedException {
    return shares.enter(tenant(tenant), bytes, Duration.ZERO);
  }

  /** Puts in pieces until one is refused. */
  private long flood(int tenant, long piece) throws InterruptedException {
    long bytes = 0;
    while (enter(tenant, piece) == ADMITTED) {
      bytes += piece;
    }
    return bytes;
  }

  @Test
  void oneTenantGetsAtMostAQuarter() throws Exception {
    assertThat(flood(1, 1_000)).isEqualTo(CAPACITY / 4);
    assertThat(enter(1, 1)).isEqualTo(TENANT_FULL);
  }

  @Test
  void howeverManyFloodANewcomerFindsRoom() throws Exception {
    for (int tenant = 1; tenant <= 20; tenant++) {
      flood(tenant, 100);
    }
    assertThat(enter(99, 1_000)).isEqualTo(ADMITTED);
  }

  @Test
  void whatIsReleasedIsFreeAgain() throws Exception {
    long bytes = flood(1, 1_000);
    shares.release(tenant(1), 1_000);
    assertThat(enter(1, 1_000)).isEqualTo(ADMITTED);
    shares.release(tenant(1), bytes);
    assertThat(flood(1, 1_000)).isEqualTo(bytes);
  }

  @Test
  void aFirstPieceMayTakeHalfOfWhatIsFree() throws Exception {
    assertThat(enter(1, CAPACITY / 2)).isEqualTo(ADMITTED);
    assertThat(enter(1, 1)).isEqualTo(TENANT_FULL);
    assertThat(enter(2, CAPACITY / 4 + 1)).isEqualTo(FULL);
    assertThat(enter(2, CAPACITY / 4)).isEqualTo(ADMITTED);
    assertThat(enter(3, CAPACITY / 8)).isEqualTo(ADMITTED);
    assertThat(enter(4, 1)).isEqualTo(ADMITTED);
  }

  @Test
  void whoeverHoldsLittleIsNotToldThatItIsMuch() throws Exception {
    // Goes in alone, and leaves next to nothing.
    assertThat(enter(1, CAPACITY - 10_000)).isEqualTo(ADMITTED);
    flood(2, 1_000);
    assertThat(enter(2, 1_000)).isEqualTo(FULL);
    assertThat(enter(1, 1_000)).isEqualTo(TENANT_FULL);
  }

  @Test
  void noneBelowTheShareItHasAloneIsToldThatItHoldsTooMuch() throws Exception {
    Random random = new Random(11);
    record Piece(int tenant, long bytes) {}
    List<Piece> waiting = new ArrayList<>();
    long[] own = new long[6];
    Set<QueueShares.Answer> answers = EnumSet.noneOf(QueueShares.Answer.class);
    for (int i = 0; i < 200_000; i++) {
      if (!waiting.isEmpty() && random.nextInt(5) < 2) {
        Piece done = waiting.remove(random.nextInt(waiting.size()));
        shares.release(tenant(done.tenant()), done.bytes());
        own[done.tenant()] -= done.bytes();
        continue;
      }
      int tenant = random.nextInt(own.length);
      // From single records to more than all there is.
      long bytes = 1 + (long) (Math.pow(random.nextDouble(), 8) * 1.2 * CAPACITY);
      long free = CAPACITY - LongStream.of(own).sum();
      QueueShares.Answer answer = enter(tenant, bytes);
      answers.add(answer);
      boolean belowShare = own[tenant] == 0 || own[tenant] + bytes <= CAPACITY / 4;
      if (belowShare) {
        assertThat(answer).isNotEqualTo(TENANT_FULL);
      }
      if (own[tenant] == 0) {
        assertThat(answer == ADMITTED).isEqualTo(bytes <= free / 2 || free == CAPACITY);
      }
      if (answer == ADMITTED) {
        waiting.add(new Piece(tenant, bytes));
        own[tenant] += bytes;
      }
    }
    assertThat(answers).containsExactly(QueueShares.Answer.values());
  }

  @Test
  void aPieceLargerThanAllThereIsGoesInAlone() throws Exception {
    assertThat(enter(1, 2 * CAPACITY)).isEqualTo(ADMITTED);
    assertThat(enter(2, 1)).isEqualTo(FULL);
    shares.release(tenant(1), 2 * CAPACITY);
    assertThat(enter(2, 1)).isEqualTo(ADMITTED);
    assertThat(enter(1, 2 * CAPACITY)).isEqualTo(FULL);
  }

  @Test
  void patienceWaitsForRoom() throws Exception {
    flood(1, 1_000);
    CompletableFuture<QueueShares.Answer> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return shares.enter(tenant(1), 1_000, Duration.ofSeconds(20));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    shares.release(tenant(1), 5_000);
    assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(ADMITTED);
  }

  @Test
  void patienceEnds() throws Exception {
    flood(1, 1_000);
    assertThat(shares.enter(tenant(1), 1_000, Duration.ofMillis(5))).isEqualTo(TENANT_FULL);
  }
}
