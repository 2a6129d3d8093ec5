package io.hivecore.identity.jooq;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.control.ControlStore;
import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.identity.ApiKey;
import io.hivecore.identity.KeyHash;
import io.hivecore.identity.KeyOwner;
import io.hivecore.identity.Tenant;
import io.hivecore.identity.TenantStatus;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import io.hivecore.tenancy.TenantId;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that version 1 of the schema wrote is read by every later program. */
class ControlStoreVersion1Test {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final Tenant ACME =
      new Tenant(
          TenantId.parse("11111111-1111-4111-8111-111111111111"),
          "Acme Ltd",
          "acme",
          TenantStatus.ACTIVE,
          AT,
          null);
  private static final Tenant GONE =
      new Tenant(
          TenantId.parse("22222222-2222-4222-8222-222222222222"),
          "Gone",
          "gone",
          TenantStatus.INACTIVE,
          AT.plusSeconds(1),
          null);
  private static final String TEXT = "hc_" + "fixture-".repeat(6);
  private static final ApiKey LAPTOP =
      new ApiKey(
          UUID.fromString("33333333-3333-4333-8333-333333333333"),
          KeyOwner.tenant(ACME.id()),
          "laptop",
          "hc_fixt",
          KeyHash.of(TEXT),
          Set.of(Scope.INGEST, Scope.QUERY),
          AT,
          null);
  private static final ApiKey OLD =
      new ApiKey(
          UUID.fromString("44444444-4444-4444-8444-444444444444"),
          KeyOwner.tenant(ACME.id()),
          "old",
          "hc_old1",
          KeyHash.of("old"),
          Set.of(Scope.QUERY),
          AT.plusSeconds(2),
          AT.plusSeconds(3));
  private static final ApiKey PROMETHEUS =
      new ApiKey(
          UUID.fromString("55555555-5555-4555-8555-555555555555"),
          KeyOwner.operator(),
          "prometheus",
          "hc_prom",
          KeyHash.of("prometheus"),
          Set.of(Scope.OPERATE),
          AT.plusSeconds(4),
          null);

  @Test
  void tenantsAndKeysOfVersion1AreAllThere(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("control.db");
    try (InputStream fixture =
        requireNonNull(
            ControlStoreVersion1Test.class.getResourceAsStream("/fixtures/control-v1.db"))) {
      Files.copy(fixture, file);
    }
    try (ControlStore control = SqliteControlStore.open(file)) {
      assertThat(new JooqTenantStore(control).list()).containsExactly(ACME, GONE);
      var keys = new JooqApiKeyStore(control);
      assertThat(keys.listOfAllOwners()).containsExactly(LAPTOP, OLD, PROMETHEUS);
      assertThat(keys.callers())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  LAPTOP.hash(),
                  new Caller(ACME.id(), LAPTOP.id(), LAPTOP.scopes()),
                  PROMETHEUS.hash(),
                  new Caller(null, PROMETHEUS.id(), PROMETHEUS.scopes())));
    }
  }
}
