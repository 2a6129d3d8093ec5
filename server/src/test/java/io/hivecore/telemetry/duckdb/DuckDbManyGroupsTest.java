package io.hivecore.telemetry.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.Interval;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageDetail;
import io.hivecore.telemetry.UsageGroup;
import io.hivecore.telemetry.UsageGrouping;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.tenancy.TenantId;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that gives every call an agent of its own costs nobody the summary. */
final class DuckDbManyGroupsTest {
  private static final TenantId TENANT = new TenantId(new UUID(3, 3));
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-05-05T00:00:00Z");
  private static final int AGENTS = 120_000;
  private static final int BATCH = 4_000;

  @Test
  void sumsUpMoreGroupsThanAreHeldAtOnce(@TempDir Path folder) {
    DuckDbSettings settings = DuckDbSettings.inFolder(folder).withSegments(50_000, 1L << 30);
    try (var store = DuckDbTelemetryStore.open(settings)) {
      for (int from = 0; from < AGENTS; from += BATCH) {
        List<SequencedRecord> batch = new ArrayList<>();
        for (int i = from; i < from + BATCH; i++) {
          batch.add(new SequencedRecord(i + 1, TENANT, true, usage(i)));
        }
        store.apply(batch, from + BATCH);
      }
      store.settle();

      List<List<UsageGroup>> sums =
          store
              .queries()
              .usage(
                  TENANT,
                  RecordFilter.ALL,
                  List.of(
                      UsageGrouping.TOTAL,
                      new UsageGrouping(List.of(Dimension.AGENT_NAME), 3, UsageDetail.SUMS)),
                  SOON);
      assertThat(sums.getFirst()).hasSize(1);
      assertThat(sums.getFirst().getFirst().totals().calls()).isEqualTo(AGENTS);
      assertThat(sums.get(1))
          .extracting(group -> group.values().getFirst())
          .containsExactly("agent-119999", "agent-119998", "agent-119997");

      assertThatExceptionOfType(TelemetryStoreException.class)
          .isThrownBy(
              () ->
                  store
                      .queries()
                      .usageTrend(
                          TENANT,
                          RecordFilter.ALL.between(START, START.plus(Duration.ofDays(1))),
                          Interval.DAY,
                          ZoneOffset.UTC,
                          List.of(Dimension.AGENT_NAME),
                          SOON))
          .extracting(TelemetryStoreException::reason)
          .isEqualTo(Reason.TOO_MANY_GROUPS);
    }
  }

  private static UsageRecord usage(int number) {
    Instant at = START.plusMillis(number * 700L);
    return new UsageRecord(
        new UUID(9, number),
        at,
        at,
        new Context("", "", "", "agent-" + number, "", ""),
        "gpt-4o",
        "",
        new TokenUsage(number, 0, number, 0, 0, 0),
        new Cost(BigDecimal.ONE, null, ""),
        1,
        null);
  }
}
