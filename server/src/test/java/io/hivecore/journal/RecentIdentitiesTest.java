package io.hivecore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.TenantId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Holds the identities against a map that forgets nothing. */
final class RecentIdentitiesTest {
  private record Key(int space, UUID id) {}

  private record Value(long sequence, @Nullable ExecutionStatus settled) {}

  private record Change(Key key, long before, @Nullable Value modelBefore) {}

  @Property(tries = 200)
  void knowsAllAboveWhatItForgot(@ForAll long seed) {
    Random random = new Random(seed);
    RecentIdentities identities = new RecentIdentities(0, 1);
    Map<Key, Value> model = new HashMap<>();
    Deque<Change> group = new ArrayDeque<>();
    long sequence = 0;
    long step = 1L << random.nextInt(14);
    for (int i = 0; i < 3000; i++) {
      switch (random.nextInt(20)) {
        case 0 -> group.clear();
        case 1 -> {
          while (!group.isEmpty()) {
            undo(group.pop(), identities, model);
          }
        }
        case 2 -> {
          group.clear();
          identities.forgetUpTo(sequence - random.nextInt(1000) * step);
          identities.sweepOn();
        }
        default -> {
          Key key = key(random, identities);
          Value value = new Value(sequence += step, status(random));
          long before = identities.put(key.space(), key.id(), value.sequence(), value.settled());
          group.push(new Change(key, before, model.put(key, value)));
        }
      }
    }
    long forgotten = identities.evictedUpTo();
    model.forEach(
        (key, value) -> {
          long word = identities.find(key.space(), key.id());
          if (word != RecentIdentities.ABSENT) {
            assertThat(RecentIdentities.settled(word)).isEqualTo(value.settled());
          } else {
            assertThat(value.sequence()).isLessThanOrEqualTo(forgotten);
          }
        });
    assertThat(identities.size()).isLessThanOrEqualTo(model.size());
    int space = identities.space(Entries.OTHER_TENANT, RecordKind.LOG);
    assertThat(identities.find(space, new UUID(9, 9))).isEqualTo(RecentIdentities.ABSENT);
  }

  @Property(tries = 5)
  void forgetsAllThatItMay(@ForAll long seed) {
    Random random = new Random(seed);
    RecentIdentities identities = new RecentIdentities(0, 1);
    int space = identities.space(Entries.TENANT, RecordKind.USAGE);
    long last = 100_000;
    for (long i = 1; i <= last; i++) {
      identities.put(space, new UUID(random.nextLong(), random.nextLong()), i, null);
    }
    assertThat(identities.size()).isEqualTo((int) last);
    identities.forgetUpTo(90_111);
    while (identities.isSweeping()) {
      identities.sweepOn();
    }
    assertThat(identities.size()).isEqualTo((int) (last - 90_111));
  }

  private static void undo(Change change, RecentIdentities identities, Map<Key, Value> model) {
    identities.restore(change.key().space(), change.key().id(), change.before());
    Value before = change.modelBefore();
    // What was forgotten before is gone from the identities, and may be from the model.
    if (before == null || change.before() == RecentIdentities.ABSENT) {
      model.remove(change.key());
    } else {
      model.put(change.key(), before);
    }
  }

  private static Key key(Random random, RecentIdentities identities) {
    TenantId tenant = random.nextBoolean() ? Entries.TENANT : Entries.OTHER_TENANT;
    RecordKind kind = random.nextBoolean() ? RecordKind.USAGE : RecordKind.EXECUTION;
    // Few ids that differ in single bits: close to what would collide.
    UUID id = new UUID(1L << random.nextInt(64), 1L << random.nextInt(4));
    return new Key(identities.space(tenant, kind), id);
  }

  private static @Nullable ExecutionStatus status(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> null;
      case 1 -> ExecutionStatus.COMPLETED;
      default -> ExecutionStatus.FAILED;
    };
  }
}
