package io.hivecore.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.identity.ApiKeyStore.Insertion;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of tenants and keys has to do. */
public abstract class IdentityStoreContract {
  private static final Instant EARLY = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final Instant LATE = EARLY.plusSeconds(60);

  private final Tenant acme = tenant(1, "acme", TenantStatus.ACTIVE, EARLY);
  private final Tenant beta = tenant(2, "beta", TenantStatus.ACTIVE, LATE);
  private final KeyOwner ofAcme = KeyOwner.tenant(acme.id());
  private final KeyOwner ofBeta = KeyOwner.tenant(beta.id());

  protected abstract TenantStore tenants();

  protected abstract ApiKeyStore keys();

  @Test
  void tenantsAreKeptAsTheyWereGiven() {
    assertThat(tenants().list()).isEmpty();
    assertThat(tenants().insert(beta)).isTrue();
    assertThat(tenants().insert(acme)).isTrue();
    assertThat(tenants().list()).containsExactly(acme, beta);
    assertThat(tenants().find(acme.id())).contains(acme);
    assertThat(tenants().findBySlug("beta")).contains(beta);
    assertThat(tenants().find(new TenantId(new UUID(0, 9)))).isEmpty();
    assertThat(tenants().findBySlug("BETA")).isEmpty();
  }

  @Test
  void aSlugIsTakenOnce() {
    assertThat(tenants().insert(acme)).isTrue();
    assertThat(tenants().insert(tenant(3, "acme", TenantStatus.INACTIVE, LATE))).isFalse();
    assertThat(tenants().list()).containsExactly(acme);
  }

  @Test
  void aTenantsRetentionIsItsOwn() {
    Tenant brief = kept(acme, 7);
    assertThat(tenants().insert(brief)).isTrue();
    assertThat(tenants().insert(beta)).isTrue();
    assertThat(tenants().list()).containsExactly(brief, beta);
    assertThat(tenants().setRetentionDays(beta.id(), 36_500)).isTrue();
    assertThat(tenants().list()).containsExactly(brief, kept(beta, 36_500));
    assertThat(tenants().setRetentionDays(acme.id(), null)).isTrue();
    assertThat(tenants().list()).containsExactly(acme, kept(beta, 36_500));
    assertThat(tenants().setRetentionDays(new TenantId(new UUID(0, 9)), 7)).isFalse();
    assertThat(tenants().list()).containsExactly(acme, kept(beta, 36_500));
  }

  @Test
  void keysAreKeptAsTheyWereGiven() {
    tenants().insert(acme);
    ApiKey both = key(1, ofAcme, Set.of(Scope.INGEST, Scope.QUERY), LATE, null);
    ApiKey one = key(2, ofAcme, Set.of(Scope.QUERY), EARLY, LATE);
    ApiKey operator = key(3, KeyOwner.operator(), Set.of(Scope.OPERATE), EARLY, null);
    for (ApiKey key : List.of(both, one, operator)) {
      assertThat(keys().insert(key)).isEqualTo(Insertion.ADDED);
    }
    assertThat(keys().list(ofAcme)).containsExactly(one, both);
    assertThat(keys().list(KeyOwner.operator())).containsExactly(operator);
    assertThat(keys().listOfAllOwners()).containsExactly(one, operator, both);
    assertThat(keys().findByHash(one.hash())).contains(one);
    assertThat(keys().findByHash(KeyHash.of("another"))).isEmpty();
  }

  @Test
  void aKeyIsTakenOnceWhoeverOwnsIt() {
    tenants().insert(acme);
    tenants().insert(beta);
    ApiKey key = key(1, ofAcme, Set.of(Scope.INGEST), EARLY, LATE);
    keys().insert(key);
    var same =
        new ApiKey(
            new UUID(0, 7), ofBeta, "same", key.prefix(), key.hash(), key.scopes(), LATE, null);
    assertThat(keys().insert(same)).isEqualTo(Insertion.KEY_TAKEN);
    assertThat(keys().list(ofBeta)).isEmpty();
  }

  @Test
  void aKeyNeedsItsTenant() {
    assertThat(keys().insert(key(1, ofAcme, Set.of(Scope.INGEST), EARLY, null)))
        .isEqualTo(Insertion.TENANT_GONE);
    assertThat(keys().listOfAllOwners()).isEmpty();
  }

  @Test
  void aRevokedKeyKeepsTheTimeOfItsFirstRevocation() {
    tenants().insert(acme);
    ApiKey key = key(1, ofAcme, Set.of(Scope.INGEST), EARLY, null);
    ApiKey revoked = key(1, ofAcme, Set.of(Scope.INGEST), EARLY, LATE);
    keys().insert(key);
    assertThat(keys().revoke(ofAcme, key.id(), LATE)).contains(revoked);
    assertThat(keys().revoke(ofAcme, key.id(), LATE.plusSeconds(1))).contains(revoked);
    assertThat(keys().list(ofAcme)).containsExactly(revoked);
    assertThat(keys().revoke(ofAcme, new UUID(0, 9), LATE)).isEmpty();
  }

  @Test
  void onlyKeysInForceHaveCallers() {
    Tenant closed = tenant(3, "closed", TenantStatus.INACTIVE, EARLY);
    KeyOwner ofClosed = KeyOwner.tenant(closed.id());
    tenants().insert(acme);
    tenants().insert(closed);
    ApiKey taken = key(1, ofAcme, Set.of(Scope.INGEST), EARLY, null);
    ApiKey operator = key(2, KeyOwner.operator(), Set.of(Scope.OPERATE), EARLY, null);
    keys().insert(taken);
    keys().insert(operator);
    keys().insert(key(3, ofAcme, Set.of(Scope.QUERY), EARLY, LATE));
    keys().insert(key(4, ofClosed, Set.of(Scope.QUERY), EARLY, null));
    assertThat(keys().callers())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                taken.hash(),
                new Caller(acme.id(), taken.id(), Set.of(Scope.INGEST)),
                operator.hash(),
                new Caller(null, operator.id(), Set.of(Scope.OPERATE))));
  }

  @Test
  void oneTenantReachesNothingOfAnother() {
    tenants().insert(acme);
    tenants().insert(beta);
    ApiKey key = key(1, ofAcme, Set.of(Scope.INGEST), EARLY, null);
    ApiKey operator = key(2, KeyOwner.operator(), Set.of(Scope.OPERATE), EARLY, null);
    keys().insert(key);
    keys().insert(operator);
    assertThat(keys().list(ofBeta)).isEmpty();
    assertThat(keys().revoke(ofBeta, key.id(), LATE)).isEmpty();
    assertThat(keys().revoke(ofBeta, operator.id(), LATE)).isEmpty();
    assertThat(keys().revoke(KeyOwner.operator(), key.id(), LATE)).isEmpty();
    assertThat(tenants().delete(beta.id(), LATE)).isTrue();
    assertThat(keys().listOfAllOwners()).containsExactly(key, operator);
    assertThat(tenants().list()).containsExactly(acme);
  }

  @Test
  void aTenantLeavesWithItsKeys() {
    tenants().insert(acme);
    tenants().insert(beta);
    ApiKey stays = key(2, ofBeta, Set.of(Scope.INGEST), EARLY, null);
    keys().insert(key(1, ofAcme, Set.of(Scope.INGEST), EARLY, null));
    keys().insert(stays);
    assertThat(tenants().delete(acme.id(), LATE)).isTrue();
    assertThat(tenants().delete(acme.id(), LATE)).isFalse();
    assertThat(tenants().find(acme.id())).isEqualTo(Optional.empty());
    assertThat(keys().listOfAllOwners()).containsExactly(stays);
  }

  @Test
  void changesAreNoticed() {
    long empty = keys().changes();
    tenants().insert(acme);
    long tenant = keys().changes();
    keys().insert(key(1, ofAcme, Set.of(Scope.INGEST), EARLY, null));
    long key = keys().changes();
    keys().list(ofAcme);
    assertThat(keys().changes()).isEqualTo(key);
    keys().revoke(ofAcme, new UUID(1, 1), LATE);
    long revoked = keys().changes();
    tenants().delete(acme.id(), LATE);
    assertThat(List.of(empty, tenant, key, revoked, keys().changes())).doesNotHaveDuplicates();
  }

  private static Tenant tenant(long id, String slug, TenantStatus status, Instant createdAt) {
    return new Tenant(
        new TenantId(new UUID(0, id)), "Tenant " + slug, slug, status, createdAt, null);
  }

  private static Tenant kept(Tenant tenant, int days) {
    return new Tenant(
        tenant.id(), tenant.name(), tenant.slug(), tenant.status(), tenant.createdAt(), days);
  }

  private static ApiKey key(
      long number, KeyOwner owner, Set<Scope> scopes, Instant at, @Nullable Instant revokedAt) {
    return new ApiKey(
        new UUID(1, number),
        owner,
        "key " + number,
        "hc_abc" + number,
        KeyHash.of("key " + number),
        scopes,
        at,
        revokedAt);
  }
}
