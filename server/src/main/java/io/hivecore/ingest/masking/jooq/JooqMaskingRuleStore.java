package io.hivecore.ingest.masking.jooq;

import static io.hivecore.ingest.masking.jooq.Columns.CREATED;
import static io.hivecore.ingest.masking.jooq.Columns.ENABLED;
import static io.hivecore.ingest.masking.jooq.Columns.FIELDS;
import static io.hivecore.ingest.masking.jooq.Columns.ID;
import static io.hivecore.ingest.masking.jooq.Columns.KIND;
import static io.hivecore.ingest.masking.jooq.Columns.NAME;
import static io.hivecore.ingest.masking.jooq.Columns.PATTERN;
import static io.hivecore.ingest.masking.jooq.Columns.POSITION;
import static io.hivecore.ingest.masking.jooq.Columns.PROJECT;
import static io.hivecore.ingest.masking.jooq.Columns.REPLACEMENT;
import static io.hivecore.ingest.masking.jooq.Columns.RULES;
import static io.hivecore.ingest.masking.jooq.Columns.TENANT;

import io.hivecore.control.ControlStore;
import io.hivecore.ingest.masking.MaskingRule;
import io.hivecore.ingest.masking.MaskingRuleStore;
import io.hivecore.tenancy.TenantId;
import java.util.List;
import java.util.UUID;
import org.jooq.Record;
import org.jooq.SelectField;

/** Tenants' masking rules in the control store. */
public final class JooqMaskingRuleStore implements MaskingRuleStore {
  private static final List<SelectField<?>> COLUMNS =
      List.of(
          ID,
          TENANT,
          PROJECT,
          NAME,
          KIND,
          PATTERN,
          FIELDS,
          REPLACEMENT,
          ENABLED,
          POSITION,
          CREATED);

  private final ControlStore control;

  public JooqMaskingRuleStore(ControlStore control) {
    this.control = control;
  }

  @Override
  public List<MaskingRule> all(TenantId tenant) {
    return control.read(
        tenant,
        sql ->
            sql.select(COLUMNS)
                .from(RULES)
                .where(TENANT.eq(tenant))
                .orderBy(POSITION, CREATED, ID)
                .fetch(JooqMaskingRuleStore::rule));
  }

  @Override
  public void add(TenantId tenant, MaskingRule rule) {
    control.write(
        tenant,
        sql ->
            sql.insertInto(RULES)
                .set(ID, rule.id())
                .set(TENANT, tenant)
                .set(PROJECT, rule.projectId())
                .set(NAME, rule.name())
                .set(KIND, rule.kind())
                .set(PATTERN, rule.pattern())
                .set(FIELDS, FieldNames.text(rule.fields()))
                .set(REPLACEMENT, rule.replacement())
                .set(ENABLED, rule.enabled())
                .set(POSITION, rule.position())
                .set(CREATED, rule.createdAt())
                .execute());
  }

  @Override
  public boolean replace(TenantId tenant, MaskingRule rule) {
    int replaced =
        control.write(
            tenant,
            sql ->
                sql.update(RULES)
                    .set(PROJECT, rule.projectId())
                    .set(NAME, rule.name())
                    .set(KIND, rule.kind())
                    .set(PATTERN, rule.pattern())
                    .set(FIELDS, FieldNames.text(rule.fields()))
                    .set(REPLACEMENT, rule.replacement())
                    .set(ENABLED, rule.enabled())
                    .set(POSITION, rule.position())
                    .where(TENANT.eq(tenant), ID.eq(rule.id()))
                    .execute());
    return replaced == 1;
  }

  @Override
  public boolean remove(TenantId tenant, UUID id) {
    int removed =
        control.write(
            tenant, sql -> sql.deleteFrom(RULES).where(TENANT.eq(tenant), ID.eq(id)).execute());
    return removed == 1;
  }

  private static MaskingRule rule(Record row) {
    return new MaskingRule(
        row.get(ID),
        row.get(TENANT),
        row.get(PROJECT),
        row.get(NAME),
        row.get(KIND),
        row.get(PATTERN),
        FieldNames.list(row.get(FIELDS)),
        row.get(REPLACEMENT),
        row.get(ENABLED),
        row.get(POSITION),
        row.get(CREATED));
  }
}
