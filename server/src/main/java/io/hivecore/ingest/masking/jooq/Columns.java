package io.hivecore.ingest.masking.jooq;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.hivecore.ingest.masking.MaskingKind;
import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The table of masking rules, and how its columns become values of ours. */
final class Columns {
  private static final DataType<TenantId> TENANT_ID =
      SQLDataType.UUID.asConvertedDataType(
          Converter.ofNullable(UUID.class, TenantId.class, TenantId::new, TenantId::value));
  private static final DataType<Instant> MICROS =
      SQLDataType.BIGINT.asConvertedDataType(
          Converter.ofNullable(
              Long.class,
              Instant.class,
              micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
              instant -> ChronoUnit.MICROS.between(Instant.EPOCH, instant)));
  private static final DataType<MaskingKind> MASKING_KIND =
      SQLDataType.VARCHAR.asConvertedDataType(
          Converter.ofNullable(
              String.class,
              MaskingKind.class,
              name -> MaskingKind.ofWireName(name).orElseThrow(),
              MaskingKind::wireName));
  private static final DataType<Boolean> FLAG =
      SQLDataType.INTEGER.asConvertedDataType(
          Converter.ofNullable(
              Integer.class, Boolean.class, number -> number != 0, flag -> flag ? 1 : 0));

  static final Table<Record> RULES = table(name("masking_rules"));
  static final Field<UUID> ID = field(name("id"), SQLDataType.UUID);
  static final Field<TenantId> TENANT = field(name("tenant_id"), TENANT_ID);
  static final Field<String> PROJECT = field(name("project_id"), SQLDataType.VARCHAR);
  static final Field<String> NAME = field(name("name"), SQLDataType.VARCHAR);
  static final Field<MaskingKind> KIND = field(name("kind"), MASKING_KIND);
  static final Field<String> PATTERN = field(name("pattern"), SQLDataType.VARCHAR);
  static final Field<String> FIELDS = field(name("fields"), SQLDataType.VARCHAR);
  static final Field<String> REPLACEMENT = field(name("replacement"), SQLDataType.VARCHAR);
  static final Field<Boolean> ENABLED = field(name("enabled"), FLAG);
  static final Field<Integer> POSITION = field(name("position"), SQLDataType.INTEGER);
  static final Field<Instant> CREATED = field(name("created_at_micros"), MICROS);

  private Columns() {}
}
