package io.hivecore.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentCacheTest {
  private final AtomicInteger computed = new AtomicInteger();
  private final RecentCache<Integer, String> cache =
      new RecentCache<>(
          100,
          key -> {
            computed.incrementAndGet();
            return "value " + key;
          });

  @Test
  void computesOnce() {
    assertThat(cache.get(7)).isEqualTo("value 7");
    assertThat(cache.get(7)).isEqualTo("value 7");
    assertThat(computed).hasValue(1);
  }

  @Test
  void staysWithinItsBoundsAndKeepsWhatIsInUse() {
    for (int key = 0; key < 100_000; key++) {
      cache.get(-1);
      assertThat(cache.get(key)).isEqualTo("value " + key);
      assertThat(cache.size()).isLessThanOrEqualTo(200);
    }

    assertThat(computed).hasValue(100_001);
  }

  @Test
  void staysWithinItsBoundsUnderManyThreads() throws InterruptedException {
    int threads = 8;
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        int first = thread * 10_000;
        executor.execute(
            () -> {
              try {
                start.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              for (int key = first; key < first + 10_000; key++) {
                cache.get(key);
              }
            });
      }
      start.countDown();
      executor.shutdown();
      assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(cache.size()).isLessThanOrEqualTo(200 + 2 * threads);
  }
}
