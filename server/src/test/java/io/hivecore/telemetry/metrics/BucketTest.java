package io.hivecore.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class BucketTest {
  @Test
  void aQuantileLiesEvenlyWithinItsBucket() {
    List<Bucket> buckets =
        List.of(new Bucket(0, 10, 50), new Bucket(10, 20, 40), new Bucket(20, 40, 10));
    assertThat(Bucket.quantile(buckets, 0.5)).isEqualTo(10);
    assertThat(Bucket.quantile(buckets, 0.7)).isEqualTo(15);
    assertThat(Bucket.quantile(buckets, 0.95)).isEqualTo(30);
    assertThat(Bucket.quantile(buckets, 1)).isEqualTo(40);
  }

  @Test
  void bucketsMayOverlapAndBeOfOneValue() {
    assertThat(Bucket.quantile(List.of(new Bucket(3, 3, 7)), 0.5)).isEqualTo(3);
    List<Bucket> overlapping = List.of(new Bucket(0, 10, 10), new Bucket(5, 15, 10));
    assertThat(Bucket.quantile(overlapping, 0.5)).isEqualTo(7.5);
    List<Bucket> zeros = List.of(new Bucket(0, 0, 99), new Bucket(1, 2, 1));
    assertThat(Bucket.quantile(zeros, 0.95)).isZero();
  }

  /** As large a part of evenly spread values lies below a quantile as was asked for. */
  @Property(tries = 500)
  void asLargeAPartLiesBelow(@ForAll long seed) {
    Random random = new Random(seed);
    List<Bucket> buckets = new ArrayList<>();
    int size = 1 + random.nextInt(8);
    double all = 0;
    for (int i = 0; i < size; i++) {
      double lower = random.nextInt(20) - 5;
      buckets.add(new Bucket(lower, lower + 1 + random.nextInt(9), 1 + random.nextInt(1_000)));
      all += buckets.getLast().count();
    }
    double part = random.nextDouble();
    double found = Bucket.quantile(buckets, part);
    double below = 0;
    for (Bucket bucket : buckets) {
      double share = (found - bucket.lower()) / (bucket.upper() - bucket.lower());
      below += bucket.count() * Math.clamp(share, 0, 1);
    }
    assertThat(below / all).isCloseTo(part, within(1e-9));
  }
}
