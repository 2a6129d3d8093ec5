package io.hivecore.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.ingest.Identities.Identity;
import io.hivecore.telemetry.RecordKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentitiesTest {
  private static final Instant TIME = Instant.parse("2026-03-01T09:30:00Z");

  private static Identities identities(String key) {
    return new Identities(new TimeOrderedIds(InstantSource.fixed(TIME)), key);
  }

  /** Part of the data format: with other values, records that are sent again would count twice. */
  @Test
  void namedIdentitiesNeverChange() {
    Identities key = identities("key");
    assertThat(
            List.of(
                key.ofId(RecordKind.USAGE, "call-1"),
                key.ofExecution("call-1"),
                key.ofSpan(RecordKind.USAGE, "trace", "span"),
                key.ofSpanContent(RecordKind.LOG, "trace", "span", TIME, "info", "text"),
                key.ofPlace(RecordKind.USAGE, -1),
                key.ofPlace(RecordKind.USAGE, 0)))
        .isEqualTo(
            List.of(
                chosen("ebcc9fe3-3516-8407-886c-549620eecece"),
                chosen("9ef8778b-5527-8e99-88c4-96143cbaf62c"),
                chosen("be8574a0-245d-84f0-b88e-68928e1f564b"),
                chosen("695d6bae-e569-8812-89c2-78f728b8d88a"),
                chosen("4307a619-c0ea-8c7c-afad-04af6da777ec"),
                chosen("b243e0fd-beac-8146-a915-e0c11225fa36")));
  }

  @Test
  void anExecutionIsFoundUnderTheIdThatItIsKeptUnder() {
    assertThat(Identities.executionRecordId("call-1"))
        .isEqualTo(identities("key").ofExecution("call-1").id());
  }

  private static Identity chosen(String uuid) {
    return new Identity(UUID.fromString(uuid), true);
  }

  @Test
  void aUuidIsTakenAsItIsInAnyCase() {
    Identity expected = chosen("0a0b0c0d-1111-4222-8333-44445555ffff");
    assertThat(identities("").ofId(RecordKind.USAGE, "0a0b0c0d-1111-4222-8333-44445555ffff"))
        .isEqualTo(expected);
    assertThat(identities("").ofId(RecordKind.USAGE, "0A0B0C0D-1111-4222-8333-44445555FFFF"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-1-1-1-1", "0a0b0c0d111142228333444455556666", "{0a0b0c0d-1111-4222-8333-444455556666}",
        "0a0b0c0d-1111-4222-8333-44445555666g", "0a0b0c0d+1111-4222-8333-444455556666", "模型"
      })
  void anyOtherTextIsAName(String text) {
    Identity identity = identities("").ofId(RecordKind.USAGE, text);
    assertThat(identity.chosen()).isTrue();
    assertThat(identity.id().version()).isEqualTo(8);
    assertThat(identity.id().variant()).isEqualTo(2);
    assertThat(identities("other").ofId(RecordKind.USAGE, text)).isEqualTo(identity);
  }

  @Test
  void whatIsChosenDifferentlyIsDifferent() {
    Identities key = identities("x");
    Set<UUID> ids = new HashSet<>();
    for (RecordKind kind : RecordKind.values()) {
      ids.add(key.ofId(kind, "x").id());
      ids.add(key.ofId(kind, "y").id());
      ids.add(key.ofSpan(kind, "x", "y").id());
      ids.add(key.ofSpan(kind, "xy", "").id());
      ids.add(key.ofSpan(kind, "", "xy").id());
      ids.add(key.ofSpanContent(kind, "x", "y", TIME, "a", "b").id());
      ids.add(key.ofSpanContent(kind, "x", "y", TIME, "ab", "").id());
      ids.add(key.ofSpanContent(kind, "x", "y", TIME.plusNanos(1_000), "a", "b").id());
      ids.add(key.ofPlace(kind, -1).id());
      ids.add(key.ofPlace(kind, 0).id());
      ids.add(key.ofPlace(kind, 1).id());
      ids.add(identities("y").ofPlace(kind, 0).id());
    }
    ids.add(key.ofExecution("x").id());
    assertThat(ids).hasSize(RecordKind.values().length * 12 + 1);
  }

  @Test
  void withoutAnyChoiceEachIsNewAndGreater() {
    Identity one = identities("").ofPlace(RecordKind.USAGE, 0);
    assertThat(one.chosen()).isFalse();
    assertThat(one.id().version()).isEqualTo(7);
    assertThat(one.id().variant()).isEqualTo(2);
    assertThat(one.id().getMostSignificantBits() >>> 16).isEqualTo(TIME.toEpochMilli());
  }

  @Test
  void assignedIdsRiseAlsoWhenTheClockGoesBack() {
    long[] millis = {1_000_000};
    TimeOrderedIds ids = new TimeOrderedIds(() -> Instant.ofEpochMilli(millis[0]));
    UUID before = ids.next();
    for (int i = 0; i < 20_000; i++) {
      millis[0] += i % 3 == 0 ? -5 : 1;
      UUID next = ids.next();
      assertThat(
              Long.compareUnsigned(next.getMostSignificantBits(), before.getMostSignificantBits()))
          .isPositive();
      before = next;
    }
  }
}
