package io.hivecore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is past its tenant's limit goes, and nothing else does. */
public abstract class RetentionContract extends StoreContract {
  private static final Instant NOW = START.plus(Duration.ofHours(10));

  private final ModelStore model = new ModelStore();
  private final RandomRecords random = new RandomRecords(8, START, Duration.ofHours(10));

  protected RetentionContract(StoreUnderTest subject) {
    super(subject);
  }

  private void fill(int batches) {
    for (int i = 0; i < batches; i++) {
      List<SequencedRecord> batch = random.next(60);
      store().apply(batch, random.sequence());
      model.apply(batch, random.sequence());
    }
  }

  private void assertSame() {
    for (TenantId tenant : List.of(FIRST, SECOND)) {
      for (RecordKind kind : RandomRecords.kinds()) {
        assertThat(list(tenant, kind))
            .as("%s of %s", kind, tenant)
            .isEqualTo(
                model.list(tenant, kind, RecordFilter.ALL, newestFirst(10_000), SOON).records());
      }
      assertSums(
          queries().usageTotals(tenant, RecordFilter.ALL, SOON),
          model.usageTotals(tenant, RecordFilter.ALL, SOON));
    }
    assertThat(store().appliedSequence()).isEqualTo(model.appliedSequence());
  }

  @Test
  void expiresWhatIsPastTheTenantsLimit() {
    fill(6);
    var keep = Map.of(FIRST, Duration.ofMinutes(7 * 60 + 7), SECOND, Duration.ofHours(2));
    store().expire(keep, NOW);
    model.expire(keep, NOW);
    assertThat(model.status().records()).isPositive();
    assertSame();
    reopen();
    assertSame();
  }

  @Test
  void keepsTheRecordsOfATenantWithoutLimit() {
    fill(4);
    settle();
    var keep = Map.of(SECOND, Duration.ZERO);
    store().expire(keep, NOW.plusSeconds(1));
    model.expire(keep, NOW.plusSeconds(1));
    assertThat(model.all(SECOND, RecordKind.USAGE, RecordFilter.ALL)).isEmpty();
    assertSame();
  }

  @Test
  void goesOnAfterEverythingIsGone() {
    fill(4);
    var keep = Map.of(FIRST, Duration.ZERO, SECOND, Duration.ZERO);
    store().expire(keep, NOW.plusSeconds(1));
    model.expire(keep, NOW.plusSeconds(1));
    settle();
    assertThat(model.status().records()).isZero();
    assertSame();
    reopen();
    assertSame();
    fill(3);
    settle();
    assertSame();
  }

  @Test
  void deletesATenant() {
    fill(3);
    settle();
    fill(2);
    store().deleteTenant(FIRST);
    model.deleteTenant(FIRST);
    assertThat(model.all(SECOND, RecordKind.USAGE, RecordFilter.ALL)).isNotEmpty();
    assertSame();
    reopen();
    assertSame();
    fill(2);
    settle();
    assertSame();
  }
}
