package io.hivecore.identity.jooq;

import static io.hivecore.identity.jooq.Columns.DEPARTED;
import static io.hivecore.identity.jooq.Columns.DEPARTED_AT;
import static io.hivecore.identity.jooq.Columns.DEPARTED_TENANT;
import static io.hivecore.identity.jooq.Columns.RETENTION_DAYS;
import static io.hivecore.identity.jooq.Columns.SLUG;
import static io.hivecore.identity.jooq.Columns.STATUS;
import static io.hivecore.identity.jooq.Columns.TENANT;
import static io.hivecore.identity.jooq.Columns.TENANTS;
import static io.hivecore.identity.jooq.Columns.TENANT_CREATED;
import static io.hivecore.identity.jooq.Columns.TENANT_NAME;

import io.hivecore.control.ControlStore;
import io.hivecore.identity.Tenant;
import io.hivecore.identity.TenantStatus;
import io.hivecore.identity.TenantStore;
import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record6;
import org.jooq.SelectWhereStep;
import org.jspecify.annotations.Nullable;

/** Tenants in the control store. */
public final class JooqTenantStore implements TenantStore {
  private final ControlStore control;

  public JooqTenantStore(ControlStore control) {
    this.control = control;
  }

  @Override
  public boolean insert(Tenant tenant) {
    int inserted =
        control.write(
            tenant.id(),
            sql ->
                sql.insertInto(TENANTS)
                    .set(TENANT, tenant.id())
                    .set(SLUG, tenant.slug())
                    .set(TENANT_NAME, tenant.name())
                    .set(STATUS, tenant.status())
                    .set(TENANT_CREATED, tenant.createdAt())
                    .set(RETENTION_DAYS, tenant.retentionDays())
                    .onConflict(SLUG)
                    .doNothing()
                    .execute());
    return inserted == 1;
  }

  @Override
  public List<Tenant> list() {
    return control.readAcrossTenants(
        sql -> select(sql).orderBy(TENANT_CREATED, SLUG).fetch(this::tenant));
  }

  @Override
  public Optional<Tenant> find(TenantId tenant) {
    return control.read(
        tenant, sql -> select(sql).where(TENANT.eq(tenant)).fetchOptional(this::tenant));
  }

  @Override
  public Optional<Tenant> findBySlug(String slug) {
    return control.readAcrossTenants(
        sql -> select(sql).where(SLUG.eq(slug)).fetchOptional(this::tenant));
  }

  @Override
  public boolean setRetentionDays(TenantId tenant, @Nullable Integer days) {
    return control.write(
            tenant,
            sql -> sql.update(TENANTS).set(RETENTION_DAYS, days).where(TENANT.eq(tenant)).execute())
        == 1;
  }

  @Override
  public boolean delete(TenantId tenant, Instant at) {
    return control.write(
        tenant,
        sql -> {
          if (sql.deleteFrom(TENANTS).where(TENANT.eq(tenant)).execute() == 0) {
            return false;
          }
          sql.insertInto(DEPARTED).set(DEPARTED_TENANT, tenant).set(DEPARTED_AT, at).execute();
          return true;
        });
  }

  @Override
  public Map<TenantId, Instant> departed() {
    return control.readAcrossTenants(
        sql ->
            sql.select(DEPARTED_TENANT, DEPARTED_AT)
                .from(DEPARTED)
                .fetchMap(DEPARTED_TENANT, DEPARTED_AT));
  }

  @Override
  public void forget(TenantId departed) {
    control.write(
        departed, sql -> sql.deleteFrom(DEPARTED).where(DEPARTED_TENANT.eq(departed)).execute());
  }

  private static SelectWhereStep<Record6<TenantId, String, String, TenantStatus, Instant, Integer>>
      select(DSLContext sql) {
    return sql.select(TENANT, TENANT_NAME, SLUG, STATUS, TENANT_CREATED, RETENTION_DAYS)
        .from(TENANTS);
  }

  private Tenant tenant(Record6<TenantId, String, String, TenantStatus, Instant, Integer> row) {
    return new Tenant(
        row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6());
  }
}
