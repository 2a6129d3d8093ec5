package io.hivecore.identity.jooq;

import static io.hivecore.identity.jooq.Columns.HASH;
import static io.hivecore.identity.jooq.Columns.KEY;
import static io.hivecore.identity.jooq.Columns.KEYS;
import static io.hivecore.identity.jooq.Columns.KEY_CREATED;
import static io.hivecore.identity.jooq.Columns.KEY_NAME;
import static io.hivecore.identity.jooq.Columns.KEY_TENANT;
import static io.hivecore.identity.jooq.Columns.PREFIX;
import static io.hivecore.identity.jooq.Columns.REVOKED;
import static io.hivecore.identity.jooq.Columns.SCOPES;
import static io.hivecore.identity.jooq.Columns.STATUS;
import static io.hivecore.identity.jooq.Columns.TENANT;
import static io.hivecore.identity.jooq.Columns.TENANTS;

import io.hivecore.control.ControlStore;
import io.hivecore.identity.ApiKey;
import io.hivecore.identity.ApiKeyStore;
import io.hivecore.identity.KeyHash;
import io.hivecore.identity.KeyOwner;
import io.hivecore.identity.TenantStatus;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Keys in the control store. */
public final class JooqApiKeyStore implements ApiKeyStore {
  private static final List<SelectField<?>> COLUMNS =
      List.of(KEY, KEY_TENANT, KEY_NAME, PREFIX, HASH, SCOPES, KEY_CREATED, REVOKED);

  private final ControlStore control;

  public JooqApiKeyStore(ControlStore control) {
    this.control = control;
  }

  @Override
  public Insertion insert(ApiKey key) {
    return write(
        key.owner(),
        sql -> {
          if (key.owner() instanceof KeyOwner.OfTenant of
              && !sql.fetchExists(TENANTS, TENANT.eq(of.tenant()))) {
            return Insertion.TENANT_GONE;
          }
          int inserted =
              sql.insertInto(KEYS)
                  .set(KEY, key.id())
                  .set(KEY_TENANT, tenant(key.owner()))
                  .set(KEY_NAME, key.name())
                  .set(PREFIX, key.prefix())
                  .set(HASH, key.hash())
                  .set(SCOPES, Columns.text(key.scopes()))
                  .set(KEY_CREATED, key.createdAt())
                  .set(REVOKED, key.revokedAt())
                  .onConflict(HASH)
                  .doNothing()
                  .execute();
          return inserted == 1 ? Insertion.ADDED : Insertion.KEY_TAKEN;
        });
  }

  @Override
  public List<ApiKey> list(KeyOwner owner) {
    return switch (owner) {
      case KeyOwner.OfTenant of -> control.read(of.tenant(), sql -> find(sql, of(owner)));
      case KeyOwner.Operator ignored -> control.readAcrossTenants(sql -> find(sql, of(owner)));
    };
  }

  @Override
  public List<ApiKey> listOfAllOwners() {
    return control.readAcrossTenants(sql -> find(sql, DSL.trueCondition()));
  }

  @Override
  public Optional<ApiKey> findByHash(KeyHash hash) {
    return control.readAcrossTenants(sql -> find(sql, HASH.eq(hash)).stream().findFirst());
  }

  @Override
  public Optional<ApiKey> revoke(KeyOwner owner, UUID id, Instant at) {
    Condition key = of(owner).and(KEY.eq(id));
    return write(
        owner,
        sql -> {
          sql.update(KEYS).set(REVOKED, at).where(key).and(REVOKED.isNull()).execute();
          return find(sql, key).stream().findFirst();
        });
  }

  @Override
  public Map<KeyHash, Caller> callers() {
    Condition taken = REVOKED.isNull().and(KEY_TENANT.isNull().or(STATUS.eq(TenantStatus.ACTIVE)));
    Map<KeyHash, Caller> callers = new HashMap<>();
    List<ApiKey> keys =
        control.readAcrossTenants(
            sql ->
                sql.select(COLUMNS)
                    .from(KEYS)
                    .leftJoin(TENANTS)
                    .on(KEY_TENANT.eq(TENANT))
                    .where(taken)
                    .fetch(JooqApiKeyStore::key));
    for (ApiKey key : keys) {
      callers.put(key.hash(), key.caller());
    }
    return callers;
  }

  @Override
  public long changes() {
    return control.changes();
  }

  /** An operator's keys belong to no tenant, so no tenant's work reaches them. */
  private <T> T write(KeyOwner owner, Function<DSLContext, T> work) {
    return switch (owner) {
      case KeyOwner.OfTenant of -> control.write(of.tenant(), work);
      case KeyOwner.Operator ignored -> control.writeAcrossTenants(work);
    };
  }

  private static List<ApiKey> find(DSLContext sql, Condition condition) {
    return sql.select(COLUMNS)
        .from(KEYS)
        .where(condition)
        .orderBy(KEY_CREATED, KEY)
        .fetch(JooqApiKeyStore::key);
  }

  private static Condition of(KeyOwner owner) {
    return switch (owner) {
      case KeyOwner.OfTenant of -> KEY_TENANT.eq(of.tenant());
      case KeyOwner.Operator ignored -> KEY_TENANT.isNull();
    };
  }

  private static @Nullable TenantId tenant(KeyOwner owner) {
    return switch (owner) {
      case KeyOwner.OfTenant of -> of.tenant();
      case KeyOwner.Operator ignored -> null;
    };
  }

  private static ApiKey key(Record row) {
    TenantId tenant = row.get(KEY_TENANT);
    return new ApiKey(
        row.get(KEY),
        tenant == null ? KeyOwner.operator() : KeyOwner.tenant(tenant),
        row.get(KEY_NAME),
        row.get(PREFIX),
        row.get(HASH),
        Columns.scopes(row.get(SCOPES)),
        row.get(KEY_CREATED),
        row.get(REVOKED));
  }
}
