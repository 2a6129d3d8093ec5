package io.hivecore.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.tenancy.TenantId;
import io.hivecore.time.ManualTime;
import io.hivecore.time.WatchedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepartedTenantsTest {
  private static final TenantId TENANT = new TenantId(new UUID(0, 7));
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {0, -5, 5})
  void whatTheyLeftIsRemovedWhenItHasArrivedWhateverTheClockShows(int hours) {
    ManualTime time = new ManualTime(NOON);
    List<TenantId> removed = new ArrayList<>();
    List<TenantId> forgotten = new ArrayList<>();
    DepartedTenants tenants =
        new DepartedTenants(
            () -> Map.of(TENANT, NOON), removed::add, forgotten::add, new WatchedClock(time, time));
    time.jump(Duration.ofHours(hours));
    tenants.removeSettled();
    assertThat(removed).isEmpty();
    time.pass(Duration.ofSeconds(5));
    tenants.removeSettled();
    assertThat(removed).containsExactly(TENANT);
    assertThat(forgotten).containsExactly(TENANT);
  }
}
