package io.hivecore.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.ingest.IngestRefusedException.Reason;
import io.hivecore.journal.JournalUnavailableException;
import io.hivecore.journal.KnownRecords;
import io.hivecore.journal.Receipt;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.CostRule;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.tenancy.TenantId;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class IngestTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456789Z");
  private static final TenantId TENANT = new TenantId(new UUID(0, 1));
  private static final Context CONTEXT = new Context("", "", "a", "A", "", "");
  private static final Duration RETRY = Duration.ofSeconds(3);

  @TempDir private Path folder;
  private TestJournal journal;
  private Ingest ingest;

  @BeforeEach
  void open() {
    journal = TestJournal.open(folder.resolve("journal"));
    ingest = new Ingest(journal, IngestTest::cost, InstantSource.fixed(NOW), settings());
  }

  @AfterEach
  void close() {
    journal.close();
  }

  /** Chunks of 1,000 bytes, records of at most 2,000. */
  private static IngestSettings settings() {
    return new IngestSettings(
        10_000, 10_000, 2_000, 100, 1_000, 100_000, Duration.ofSeconds(2), Duration.ofMillis(10));
  }

  private static Cost cost(
      TenantId tenant,
      String provider,
      String modelName,
      TokenUsage tokens,
      long hourCacheWrites,
      Instant at,
      @Nullable BigDecimal reported) {
    return new Cost(
        reported, BigDecimal.valueOf(tokens.total()), provider + modelName + at + tenant);
  }

  private static TimelineRecord timeline(int number, int bytes) {
    return new TimelineRecord(
        new UUID(1, number), NOW, false, NOW, CONTEXT, "e", "", "x".repeat(bytes), "{}", null);
  }

  private static List<Decoded> timelines(int count, int bytes) {
    return IntStream.range(0, count)
        .<Decoded>mapToObj(i -> new IncomingRecord(timeline(i, bytes), true))
        .toList();
  }

  private BatchOutcome batch(boolean whole, List<Decoded> records) {
    BatchIntake intake = ingest.batch(TENANT, whole);
    records.forEach(intake::take);
    return intake.finish();
  }

  private static JournalUnavailableException unavailable(
      JournalUnavailableException.Reason reason) {
    return new JournalUnavailableException(reason, "no", RETRY);
  }

  @Test
  void usageIsPricedAtTheTimeOfTheCall() {
    UsageRecord usage =
        new UsageRecord(
            new UUID(1, 1),
            NOW.minusSeconds(60),
            NOW,
            CONTEXT,
            "model",
            "provider",
            new TokenUsage(1, 2, 3, 0, 0, 0),
            new Cost(new BigDecimal("0.5"), null, ""),
            1,
            null);
    assertThat(ingest.accept(TENANT, List.of(new IncomingRecord(usage, true))))
        .isEqualTo(List.of(new Accepted(usage.id(), Receipt.Outcome.CREATED)));
    UsageRecord kept = (UsageRecord) journal.entries().getFirst().decode();
    assertThat(kept.cost())
        .isEqualTo(
            new Cost(
                new BigDecimal("0.5"),
                new BigDecimal(3),
                "providermodel" + NOW.minusSeconds(60) + TENANT));
  }

  @Test
  void arrivalHasMicroseconds() {
    assertThat(ingest.arrival("p", "r", "k"))
        .isEqualTo(new Arrival(Instant.parse("2026-03-01T10:00:00.123456Z"), "p", "r", "k"));
  }

  @Test
  void aBatchGoesInByChunks() {
    BatchOutcome outcome = batch(false, timelines(10, 400));
    assertThat(outcome.accepted()).isEqualTo(10);
    assertThat(outcome.refusal()).isEmpty();
    assertThat(journal.appends()).isEqualTo(List.of(2, 2, 2, 2, 2));
  }

  @Test
  void aBatchThatMustBeReadWholeWritesNothingBefore() {
    BatchIntake intake = ingest.batch(TENANT, true);
    timelines(10, 400).forEach(intake::take);
    assertThat(journal.appends()).isEmpty();
    assertThat(intake.finish().accepted()).isEqualTo(10);
    assertThat(journal.appends()).isEqualTo(List.of(2, 2, 2, 2, 2));
  }

  @Test
  void everyRecordIsAcceptedDuplicateOrRejected() {
    Rejection rejection = Rejection.malformed("no");
    BatchOutcome outcome =
        batch(
            false,
            List.of(
                new IncomingRecord(timeline(1, 10), true),
                rejection,
                new IncomingRecord(timeline(1, 10), true),
                new IncomingRecord(timeline(2, 3_000), true),
                new IncomingRecord(timeline(3, 10), true)));
    assertThat(outcome)
        .isEqualTo(
            new BatchOutcome(
                List.of(
                    new Accepted(new UUID(1, 1), Receipt.Outcome.CREATED),
                    rejection,
                    new Accepted(new UUID(1, 1), Receipt.Outcome.DUPLICATE),
                    Rejection.tooLarge("A record may have at most 2000 bytes, this one has 3051."),
                    new Accepted(new UUID(1, 3), Receipt.Outcome.CREATED)),
                Optional.empty()));
    assertThat(List.of(outcome.accepted(), outcome.duplicates(), outcome.rejected()))
        .isEqualTo(List.of(2, 1, 2));
  }

  @Test
  void aBatchOfWhichNothingIsTakenIsRefused() {
    journal.refuseAfter(0, unavailable(JournalUnavailableException.Reason.NO_ROOM));
    for (boolean whole : new boolean[] {true, false}) {
      assertThatThrownBy(() -> batch(whole, timelines(10, 400)))
          .isInstanceOfSatisfying(
              IngestRefusedException.class,
              refused -> {
                assertThat(refused.reason()).isEqualTo(IngestRefusedException.Reason.NO_ROOM);
                assertThat(refused.retryAfter()).isEqualTo(RETRY);
              });
    }
    assertThat(journal.entries()).isEmpty();
  }

  @Test
  void ofABatchThatIsTornTheRestIsRejected() {
    for (boolean whole : new boolean[] {true, false}) {
      TestJournal torn = TestJournal.open(folder.resolve("torn-" + whole));
      torn.refuseAfter(2, unavailable(JournalUnavailableException.Reason.OVERLOADED));
      Ingest tearing = new Ingest(torn, IngestTest::cost, InstantSource.fixed(NOW), settings());
      BatchIntake intake = tearing.batch(TENANT, whole);
      timelines(7, 400).forEach(intake::take);
      BatchOutcome outcome = intake.finish();
      assertThat(torn.entries()).hasSize(4);
      assertThat(List.of(outcome.accepted(), outcome.duplicates(), outcome.rejected()))
          .isEqualTo(List.of(4, 0, 3));
      assertThat(outcome.decisions().subList(4, 7))
          .containsOnly(
              new Rejection("unavailable", "Too much is waiting to be written.", List.of()));
      assertThat(outcome.refusal().orElseThrow().retryAfter()).isEqualTo(RETRY);
      torn.close();
    }
  }

  @Test
  void whatTheJournalRefusesKeepsNoRoom() {
    journal.refuseAfter(0, unavailable(JournalUnavailableException.Reason.FAILED));
    for (int i = 0; i < 1_000; i++) {
      assertThatThrownBy(
              () -> ingest.accept(TENANT, List.of(new IncomingRecord(timeline(1, 1_000), true))))
          .isInstanceOfSatisfying(
              IngestRefusedException.class,
              refused ->
                  assertThat(refused.reason())
                      .isEqualTo(IngestRefusedException.Reason.UNAVAILABLE));
    }
    journal.recover();
    assertThat(ingest.accept(TENANT, List.of(new IncomingRecord(timeline(1, 1_000), true))))
        .isEqualTo(List.of(new Accepted(new UUID(1, 1), Receipt.Outcome.CREATED)));
  }

  @ParameterizedTest
  @EnumSource
  void aStoreThatCannotTellRepeatsIsARefusal(TelemetryStoreException.Reason why) {
    var expected =
        why == TelemetryStoreException.Reason.NO_ROOM
            ? IngestRefusedException.Reason.NO_ROOM
            : IngestRefusedException.Reason.UNAVAILABLE;
    TestJournal silent = TestJournal.open(folder.resolve("silent"), new Silent(4, why));
    Ingest asking = new Ingest(silent, IngestTest::cost, InstantSource.fixed(NOW), settings());
    assertThatThrownBy(
            () -> asking.accept(TENANT, List.of(new IncomingRecord(timeline(4, 1), true))))
        .isInstanceOfSatisfying(
            IngestRefusedException.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(expected);
              assertThat(refused.retryAfter()).isEqualTo(settings().retryAfter());
            });
    BatchIntake intake = asking.batch(TENANT, false);
    timelines(7, 400).forEach(intake::take);
    BatchOutcome outcome = intake.finish();
    assertThat(List.of(outcome.accepted(), outcome.duplicates(), outcome.rejected()))
        .isEqualTo(List.of(4, 0, 3));
    assertThat(outcome.refusal().orElseThrow().reason()).isEqualTo(expected);
    assertThat(silent.entries()).hasSize(4);
    silent.close();
  }

  /** A store that does not answer for one record. */
  private record Silent(int number, TelemetryStoreException.Reason why) implements KnownRecords {
    @Override
    public boolean mayContain(TenantId tenant, RecordKind kind, UUID id) {
      return true;
    }

    @Override
    public Known find(TenantId tenant, RecordKind kind, UUID id) {
      if (id.equals(new UUID(1, number))) {
        throw new TelemetryStoreException(why, "silent");
      }
      return Known.ABSENT;
    }
  }

  @Test
  void pricesThatCannotBeReadRefuseTheRestOfABatch() {
    AtomicInteger left = new AtomicInteger(4);
    CostRule failing =
        (tenant, provider, model, tokens, hourCacheWrites, at, reported) -> {
          if (left.getAndDecrement() <= 0) {
            throw new IngestRefusedException(Reason.UNAVAILABLE, "no prices", RETRY, null);
          }
          return cost(tenant, provider, model, tokens, hourCacheWrites, at, reported);
        };
    ingest = new Ingest(journal, failing, InstantSource.fixed(NOW), settings());

    List<Decision> decisions = batch(false, usages(6)).decisions();

    Rejection rejection = new Rejection("unavailable", "no prices", List.of());
    assertThat(decisions.subList(4, 6)).isEqualTo(List.of(rejection, rejection));
    assertThat(decisions.subList(0, 4).stream().filter(Accepted.class::isInstance).count())
        .isEqualTo(journal.entries().size())
        .isPositive();
    assertThatThrownBy(() -> batch(false, usages(1)))
        .isInstanceOf(IngestRefusedException.class)
        .hasMessage("no prices");
  }

  private static List<Decoded> usages(int count) {
    return IntStream.range(0, count)
        .<Decoded>mapToObj(
            i ->
                new IncomingRecord(
                    new UsageRecord(
                        new UUID(2, i),
                        NOW,
                        NOW,
                        CONTEXT,
                        "model",
                        "provider",
                        new TokenUsage(1, 2, 3, 0, 0, 0),
                        new Cost(null, null, ""),
                        1,
                        "{\"text\":\"" + "x".repeat(400) + "\"}"),
                    true))
        .toList();
  }

  @Test
  void nothingIsTakenForNothing() {
    assertThat(ingest.accept(TENANT, List.of())).isEmpty();
    assertThat(batch(true, List.of())).isEqualTo(new BatchOutcome(List.of(), Optional.empty()));
    assertThat(journal.appends()).isEmpty();
  }

  @Test
  void onlyTheFirstRejectionsAreToldInFull() {
    List<FieldError> errors =
        IntStream.range(0, 300).mapToObj(i -> new FieldError("f" + i, "y".repeat(200))).toList();
    Rejection full = Rejection.invalid(errors);
    String cut = full.detail().substring(0, 100) + "…";
    List<Decision> decisions = batch(false, Collections.nCopies(6, full)).decisions();
    assertThat(decisions.subList(0, 3)).containsOnly(full);
    assertThat(decisions.subList(3, 6))
        .containsOnly(new Rejection(Rejection.INVALID, cut, List.of()));
    // The same reason is kept once, however many records have it.
    assertThat(decisions.get(5)).isSameAs(decisions.get(3));
  }

  @Test
  void rejectionsWithoutFieldsCountAsWell() {
    List<Decoded> lines =
        IntStream.range(0, 1_002)
            .<Decoded>mapToObj(i -> Rejection.malformed("z".repeat(300)))
            .toList();
    assertThat(batch(false, lines).decisions())
        .extracting(decision -> ((Rejection) decision).detail().length())
        .isEqualTo(IntStream.range(0, 1_002).mapToObj(i -> i < 1_000 ? 300 : 101).toList());
  }
}
