package io.hivecore.telemetry.rollup;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Usage records of few tenants, projects, agents and models, the same for the same seed. */
final class SampleUsage {
  static final int TENANTS = 3;
  private static final List<String> NAMES = List.of("", "a", "计划", "\uD83D\uDE00", "it's", "x y");

  private SampleUsage() {}

  /** A record and whose it is. */
  record Sample(int tenant, UsageRecord record) {
    long micros() {
      Instant at = record.timestamp();
      return Math.addExact(at.getEpochSecond() * 1_000_000, at.getNano() / 1_000);
    }
  }

  static List<Sample> of(long seed, int count, Instant from, long spanSeconds) {
    var random = new Random(seed);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(
          new Sample(
              1 + random.nextInt(TENANTS),
              record(
                  random,
                  from.plusSeconds(random.nextLong(spanSeconds)),
                  NAMES.get(random.nextInt(NAMES.size())))));
    }
    return samples;
  }

  static UsageRecord record(Random random, Instant at, String agent) {
    var tokens =
        new TokenUsage(
            tokens(random),
            tokens(random),
            tokens(random),
            tokens(random),
            tokens(random),
            tokens(random));
    return new UsageRecord(
        new UUID(random.nextLong(), random.nextLong()),
        at,
        at,
        new Context(NAMES.get(random.nextInt(NAMES.size())), "", "", agent, "", ""),
        NAMES.get(random.nextInt(NAMES.size())),
        "",
        tokens,
        new Cost(cost(random), null, ""),
        random.nextInt(5) == 0 ? 0 : Math.exp(random.nextGaussian() * 20),
        null);
  }

  private static long tokens(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> TokenUsage.MAX;
      default -> random.nextInt(5_000);
    };
  }

  private static @Nullable BigDecimal cost(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> null;
      case 1 -> new BigDecimal("999999999999.99999999999999999999999999999999999999");
      case 2 -> new BigDecimal(new BigInteger(120, random), 38);
      default -> BigDecimal.valueOf(random.nextInt(1_000_000), 6);
    };
  }
}
