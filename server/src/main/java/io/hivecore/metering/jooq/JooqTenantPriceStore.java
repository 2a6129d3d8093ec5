package io.hivecore.metering.jooq;

import static io.hivecore.metering.jooq.Columns.CACHE_READ;
import static io.hivecore.metering.jooq.Columns.CACHE_WRITE;
import static io.hivecore.metering.jooq.Columns.CREATED;
import static io.hivecore.metering.jooq.Columns.FROM;
import static io.hivecore.metering.jooq.Columns.ID;
import static io.hivecore.metering.jooq.Columns.INPUT;
import static io.hivecore.metering.jooq.Columns.MODEL_NAME;
import static io.hivecore.metering.jooq.Columns.OUTPUT;
import static io.hivecore.metering.jooq.Columns.PER_REQUEST;
import static io.hivecore.metering.jooq.Columns.PRICES;
import static io.hivecore.metering.jooq.Columns.PROVIDER;
import static io.hivecore.metering.jooq.Columns.REASONING;
import static io.hivecore.metering.jooq.Columns.TENANT;
import static io.hivecore.metering.jooq.Columns.UNTIL;

import io.hivecore.control.ControlStore;
import io.hivecore.metering.ModelPrice;
import io.hivecore.metering.TenantPrice;
import io.hivecore.metering.TenantPriceStore;
import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Record;
import org.jooq.SelectField;

/** Tenants' own prices in the control store. */
public final class JooqTenantPriceStore implements TenantPriceStore {
  private static final List<SelectField<?>> COLUMNS =
      List.of(
          ID,
          TENANT,
          PROVIDER,
          MODEL_NAME,
          INPUT,
          OUTPUT,
          CACHE_READ,
          CACHE_WRITE,
          REASONING,
          PER_REQUEST,
          FROM,
          UNTIL,
          CREATED);

  private final ControlStore control;

  public JooqTenantPriceStore(ControlStore control) {
    this.control = control;
  }

  @Override
  public List<TenantPrice> all(TenantId tenant) {
    return control.read(
        tenant,
        sql ->
            sql.select(COLUMNS)
                .from(PRICES)
                .where(TENANT.eq(tenant))
                .orderBy(CREATED, ID)
                .fetch(JooqTenantPriceStore::price));
  }

  @Override
  public void add(TenantId tenant, TenantPrice price) {
    ModelPrice amounts = price.price();
    control.write(
        tenant,
        sql ->
            sql.insertInto(PRICES)
                .set(ID, price.id())
                .set(TENANT, tenant)
                .set(PROVIDER, price.provider())
                .set(MODEL_NAME, price.modelName())
                .set(INPUT, amounts.input())
                .set(OUTPUT, amounts.output())
                .set(CACHE_READ, amounts.cacheRead())
                .set(CACHE_WRITE, amounts.cacheWrite())
                .set(REASONING, amounts.reasoning())
                .set(PER_REQUEST, amounts.perRequest())
                .set(FROM, price.effectiveFrom())
                .set(UNTIL, price.effectiveUntil())
                .set(CREATED, price.createdAt())
                .execute());
  }

  @Override
  public boolean end(TenantId tenant, UUID id, Instant effectiveUntil) {
    int ended =
        control.write(
            tenant,
            sql ->
                sql.update(PRICES)
                    .set(UNTIL, effectiveUntil)
                    .where(TENANT.eq(tenant), ID.eq(id))
                    .execute());
    return ended == 1;
  }

  private static TenantPrice price(Record row) {
    return new TenantPrice(
        row.get(ID),
        row.get(TENANT),
        row.get(PROVIDER),
        row.get(MODEL_NAME),
        new ModelPrice(
            row.get(INPUT),
            row.get(OUTPUT),
            row.get(CACHE_READ),
            row.get(CACHE_WRITE),
            row.get(REASONING),
            row.get(PER_REQUEST),
            Set.of()),
        row.get(FROM),
        row.get(UNTIL),
        row.get(CREATED));
  }
}
