package io.hivecore.identity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hivecore.control.ControlStore;
import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.identity.IdentityException.Code;
import io.hivecore.identity.jooq.JooqApiKeyStore;
import io.hivecore.identity.jooq.JooqTenantStore;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {
  private static final String GIVEN = "hc_" + "given-".repeat(8);
  private static final String OTHER = "hc_" + "other_".repeat(8);

  private final ControlStore control;
  private final Tenants tenants;
  private final ApiKeys keys;
  private final FirstStart start;

  FirstStartTest(@TempDir Path folder) {
    control = SqliteControlStore.open(folder.resolve("control.db"));
    tenants = new Tenants(new JooqTenantStore(control), InstantSource.system());
    keys = new ApiKeys(new JooqApiKeyStore(control), InstantSource.system());
    start = new FirstStart(tenants, keys);
  }

  @AfterEach
  void close() {
    keys.close();
    control.close();
  }

  @Test
  void theFirstStartMakesATenantAndAKeyAndLaterOnesDoNot() {
    FirstKey first = start.prepare(Optional.empty());
    Tenant tenant = first.tenant();
    assertThat(tenant)
        .isEqualTo(
            new Tenant(
                tenant.id(), "Default", "default", TenantStatus.ACTIVE, tenant.createdAt(), null));
    assertThat(first)
        .isInstanceOfSatisfying(
            FirstKey.Generated.class,
            generated ->
                assertThat(keys.authenticate(generated.text().reveal()).map(Caller::tenant))
                    .contains(tenant.id()));
    assertThat(start.prepare(Optional.empty())).isEqualTo(new FirstKey.Known(tenant));
    assertThat(tenants.list()).containsExactly(tenant);
    assertThat(keys.listOfAllOwners()).hasSize(1);
  }

  @Test
  void aGivenKeyTakesThePlaceOfAGeneratedOne() {
    FirstKey first = start.prepare(Optional.of(GIVEN));
    assertThat(first).isEqualTo(new FirstKey.Given(first.tenant(), ApiKeyText.of(GIVEN)));
    ApiKey key = keys.listOfAllOwners().getFirst();
    assertThat(keys.authenticate(GIVEN))
        .contains(new Caller(first.tenant().id(), key.id(), Set.of(Scope.INGEST, Scope.QUERY)));
    assertThat(start.prepare(Optional.of(GIVEN))).isEqualTo(new FirstKey.Known(first.tenant()));
    assertThat(start.prepare(Optional.empty())).isEqualTo(new FirstKey.Known(first.tenant()));
    assertThat(keys.listOfAllOwners()).containsExactly(key);
  }

  @Test
  void anotherGivenKeyAtALaterStartIsTakenBesideTheFirst() {
    Tenant tenant = start.prepare(Optional.of(GIVEN)).tenant();
    assertThat(start.prepare(Optional.of(OTHER)))
        .isEqualTo(new FirstKey.Given(tenant, ApiKeyText.of(OTHER)));
    assertThat(keys.authenticate(GIVEN).map(Caller::tenant)).contains(tenant.id());
    assertThat(keys.authenticate(OTHER).map(Caller::tenant)).contains(tenant.id());
  }

  @Test
  void aRevokedGivenKeyStaysRevoked() {
    Tenant tenant = start.prepare(Optional.of(GIVEN)).tenant();
    keys.revoke(KeyOwner.tenant(tenant.id()), keys.listOfAllOwners().getFirst().id());
    assertThat(start.prepare(Optional.of(GIVEN)))
        .isEqualTo(new FirstKey.GivenButRevoked(tenant, ApiKeyText.of(GIVEN)));
    assertThat(keys.authenticate(GIVEN)).isEmpty();
    assertThat(start.prepare(Optional.empty())).isEqualTo(new FirstKey.Known(tenant));
  }

  @Test
  void aStartThatWasCutOffBetweenTenantAndKeyIsTakenUp() {
    Tenant tenant = tenants.create("default", "Default");
    assertThat(start.prepare(Optional.empty()))
        .isInstanceOfSatisfying(
            FirstKey.Generated.class, made -> assertThat(made.tenant()).isEqualTo(tenant));
  }

  @Test
  void aKeyThatCannotBeTakenStopsTheStartAndNamesTheVariable() {
    IdentityException malformed = refusal("hc_your_tenant_api_key");
    assertThat(malformed.code()).isEqualTo(Code.MALFORMED_KEY);
    assertThat(malformed)
        .hasMessage(
            "HIVECORE_BOOTSTRAP_API_KEY: an API key is hc_ and 43 to 61 letters, digits, _ or -;"
                + " this one has 19 characters after hc_");
    IdentityException burnt = refusal("hc_this-key-is-an-example-and-is-never-accepted");
    assertThat(burnt.code()).isEqualTo(Code.BURNT_KEY);
    assertThat(burnt).hasMessageStartingWith("HIVECORE_BOOTSTRAP_API_KEY: this API key has been");
    assertThat(tenants.list()).isEmpty();

    Tenant acme = tenants.create("acme", "Acme");
    keys.add(KeyOwner.tenant(acme.id()), "theirs", Set.of(), ApiKeyText.of(GIVEN));
    IdentityException taken = refusal(GIVEN);
    assertThat(taken.code()).isEqualTo(Code.KEY_TAKEN);
    assertThat(taken).hasMessage("HIVECORE_BOOTSTRAP_API_KEY holds a key of another tenant");
  }

  private IdentityException refusal(String given) {
    return requireNonNull(
        catchThrowableOfType(IdentityException.class, () -> start.prepare(Optional.of(given))));
  }
}
