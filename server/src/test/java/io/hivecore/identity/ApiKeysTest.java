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
import io.hivecore.tenancy.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123456789Z");
  private static final Instant KEPT = Instant.parse("2026-03-04T05:06:07.123456Z");

  private final Path file;
  private final ControlStore control;
  private final Tenants tenants;
  private final ApiKeys keys;

  ApiKeysTest(@TempDir Path folder) {
    file = folder.resolve("control.db");
    control = SqliteControlStore.open(file);
    tenants = new Tenants(new JooqTenantStore(control), InstantSource.fixed(NOW));
    keys = new ApiKeys(new JooqApiKeyStore(control), InstantSource.fixed(NOW));
    keys.start();
  }

  @AfterEach
  void close() {
    keys.close();
    control.close();
  }

  @Test
  void aNewKeyIsTakenAtOnceAndOnlyItsHashIsKept() {
    Tenant acme = tenants.create("acme", "Acme");
    KeyOwner owner = KeyOwner.tenant(acme.id());
    NewApiKey made = keys.create(owner, "laptop", Set.of());
    assertThat(made.key())
        .isEqualTo(
            new ApiKey(
                made.key().id(),
                owner,
                "laptop",
                made.text().reveal().substring(0, 7),
                KeyHash.of(made.text().reveal()),
                Set.of(Scope.INGEST, Scope.QUERY),
                KEPT,
                null));
    assertThat(keys.authenticate(made.text().reveal()))
        .contains(new Caller(acme.id(), made.key().id(), Set.of(Scope.INGEST, Scope.QUERY)));
    assertThat(keys.list(owner)).containsExactly(made.key());
    assertThat(
            control.<Integer>readAcrossTenants(
                sql -> occurrences(sql.fetch("select * from api_keys"), made)))
        .isZero();
  }

  @Test
  void scopesCanBeFewerButNeverAnotherOwners() {
    KeyOwner owner = KeyOwner.tenant(tenants.create("acme", "Acme").id());
    NewApiKey sender = keys.create(owner, "sender", Set.of(Scope.INGEST));
    assertThat(keys.authenticate(sender.text().reveal()).map(Caller::scopes))
        .contains(Set.of(Scope.INGEST));
    assertThat(code(() -> keys.create(owner, "climber", Set.of(Scope.INGEST, Scope.OPERATE))))
        .isEqualTo(Code.INVALID_SCOPES);
    assertThat(code(() -> keys.create(KeyOwner.operator(), "reader", Set.of(Scope.QUERY))))
        .isEqualTo(Code.INVALID_SCOPES);
    NewApiKey operator = keys.create(KeyOwner.operator(), "metrics", Set.of());
    assertThat(keys.authenticate(operator.text().reveal()))
        .contains(new Caller(null, operator.key().id(), Set.of(Scope.OPERATE)));
  }

  @Test
  void aRevokedKeyIsRefusedAtOnce() {
    KeyOwner owner = KeyOwner.tenant(tenants.create("acme", "Acme").id());
    NewApiKey made = keys.create(owner, "laptop", Set.of());
    assertThat(keys.revoke(owner, made.key().id()).map(ApiKey::revokedAt)).contains(KEPT);
    assertThat(keys.authenticate(made.text().reveal())).isEmpty();
    assertThat(keys.revoke(owner, UUID.randomUUID())).isEmpty();
  }

  @Test
  void malformedUnknownAndBurntKeysAreRefused() {
    KeyOwner owner = KeyOwner.tenant(tenants.create("acme", "Acme").id());
    String known = keys.create(owner, "laptop", Set.of()).text().reveal();
    for (String presented :
        new String[] {
          "",
          "hc_",
          known + " ",
          known.substring(0, 45),
          known.toUpperCase(java.util.Locale.ROOT),
          "hc_" + "a".repeat(43),
          "hc_" + "a".repeat(100_000)
        }) {
      assertThat(keys.authenticate(presented)).as(presented).isEmpty();
    }
  }

  @Test
  void aBurntKeyIsRefusedEvenWhenTheStoreHasIt() {
    // Put there by hand, past every check: as if somebody had brought back an old copy.
    Tenant acme = tenants.create("acme", "Acme");
    NewApiKey made = keys.create(KeyOwner.tenant(acme.id()), "laptop", Set.of());
    String burnt = "hc_this-key-is-an-example-and-is-never-accepted";
    control.writeAcrossTenants(
        sql -> sql.execute("update api_keys set hash = ?", KeyHash.of(burnt).toString()));
    eventually(() -> keys.authenticate(made.text().reveal()).isEmpty());
    assertThat(new JooqApiKeyStore(control).callers()).containsOnlyKeys(KeyHash.of(burnt));
    assertThat(keys.authenticate(burnt)).isEmpty();
  }

  @Test
  void aChosenKeyIsTakenOnce() {
    KeyOwner acme = KeyOwner.tenant(tenants.create("acme", "Acme").id());
    KeyOwner beta = KeyOwner.tenant(tenants.create("beta", "Beta").id());
    ApiKeyText text = ApiKeyText.of("hc_" + "c".repeat(61));
    keys.add(acme, "chosen", Set.of(), text);
    assertThat(code(() -> keys.add(beta, "chosen too", Set.of(), text))).isEqualTo(Code.KEY_TAKEN);
    assertThat(keys.list(beta)).isEmpty();
  }

  @Test
  void aKeyNeedsItsTenantAndAName() {
    KeyOwner nobody = KeyOwner.tenant(new TenantId(new UUID(0, 1)));
    assertThat(code(() -> keys.create(nobody, "lost", Set.of()))).isEqualTo(Code.UNKNOWN_TENANT);
    KeyOwner acme = KeyOwner.tenant(tenants.create("acme", "Acme").id());
    assertThat(code(() -> keys.create(acme, " ", Set.of()))).isEqualTo(Code.INVALID_NAME);
    assertThat(code(() -> keys.create(acme, "a\u001b[2J", Set.of()))).isEqualTo(Code.INVALID_NAME);
    assertThat(code(() -> keys.create(acme, "n".repeat(201), Set.of())))
        .isEqualTo(Code.INVALID_NAME);
  }

  @Test
  void whatAnotherStoreOnTheFileChangesIsInForceSoon() {
    try (ControlStore beside = SqliteControlStore.open(file);
        var elsewhere = new ApiKeys(new JooqApiKeyStore(beside), InstantSource.fixed(NOW))) {
      var tenantsElsewhere = new Tenants(new JooqTenantStore(beside), InstantSource.fixed(NOW));
      Tenant acme = tenantsElsewhere.create("acme", "Acme");
      KeyOwner owner = KeyOwner.tenant(acme.id());
      NewApiKey made = elsewhere.create(owner, "laptop", Set.of());
      eventually(() -> keys.authenticate(made.text().reveal()).isPresent());
      elsewhere.revoke(owner, made.key().id());
      eventually(() -> keys.authenticate(made.text().reveal()).isEmpty());
      NewApiKey next = elsewhere.create(owner, "desktop", Set.of());
      eventually(() -> keys.authenticate(next.text().reveal()).isPresent());
      tenantsElsewhere.delete(acme.id());
      eventually(() -> keys.authenticate(next.text().reveal()).isEmpty());
    }
  }

  @Test
  void theLastKeysStayInForceWhileTheStoreDoesNotAnswer() {
    KeyOwner owner = KeyOwner.tenant(tenants.create("acme", "Acme").id());
    NewApiKey made = keys.create(owner, "laptop", Set.of());
    control.close();
    assertThat(keys.authenticate(made.text().reveal())).isPresent();
    keys.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("identity-keys");
  }

  @Test
  void tenantsAreFoundBySlugOrId() {
    Tenant acme = tenants.create("acme", "Acme");
    assertThat(acme)
        .isEqualTo(new Tenant(acme.id(), "Acme", "acme", TenantStatus.ACTIVE, KEPT, null));
    assertThat(tenants.findBySlugOrId("acme")).contains(acme);
    assertThat(tenants.findBySlugOrId(acme.id().toString())).contains(acme);
    assertThat(tenants.findBySlugOrId("nobody")).isEmpty();
    assertThat(tenants.list()).containsExactly(acme);
    assertThat(code(() -> tenants.create("acme", "Another"))).isEqualTo(Code.SLUG_TAKEN);
    for (String slug : new String[] {"", "Acme", "a b", "-a", "a-", "ä", "a".repeat(64), "a\n"}) {
      assertThat(code(() -> tenants.create(slug, "Name"))).isEqualTo(Code.INVALID_SLUG);
    }
  }

  /** Patient with a busy machine; the second that is promised is tested with two processes. */
  private static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static int occurrences(org.jooq.Result<?> rows, NewApiKey made) {
    return rows.toString().contains(made.text().reveal().substring(8)) ? 1 : 0;
  }

  private static Optional<Code> found(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return Optional.ofNullable(catchThrowableOfType(IdentityException.class, call))
        .map(IdentityException::code);
  }

  private static Code code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return requireNonNull(found(call).orElse(null));
  }
}
