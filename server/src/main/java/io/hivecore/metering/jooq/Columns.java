package io.hivecore.metering.jooq;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.hivecore.metering.Rate;
import io.hivecore.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The table of tenants' prices, and how its columns become values of ours. */
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
  private static final DataType<BigDecimal> AMOUNT =
      SQLDataType.VARCHAR.asConvertedDataType(
          Converter.ofNullable(
              String.class, BigDecimal.class, BigDecimal::new, BigDecimal::toPlainString));
  private static final DataType<Rate> RATE =
      AMOUNT.asConvertedDataType(
          Converter.ofNullable(BigDecimal.class, Rate.class, Rate::flat, Rate::base));

  static final Table<Record> PRICES = table(name("tenant_prices"));
  static final Field<UUID> ID = field(name("id"), SQLDataType.UUID);
  static final Field<TenantId> TENANT = field(name("tenant_id"), TENANT_ID);
  static final Field<String> PROVIDER = field(name("provider"), SQLDataType.VARCHAR);
  static final Field<String> MODEL_NAME = field(name("model_name"), SQLDataType.VARCHAR);
  static final Field<Rate> INPUT = field(name("input_per_million"), RATE);
  static final Field<Rate> OUTPUT = field(name("output_per_million"), RATE);
  static final Field<Rate> CACHE_READ = field(name("cache_read_per_million"), RATE);
  static final Field<Rate> CACHE_WRITE = field(name("cache_write_per_million"), RATE);
  static final Field<Rate> REASONING = field(name("reasoning_per_million"), RATE);
  static final Field<BigDecimal> PER_REQUEST = field(name("per_request"), AMOUNT);
  static final Field<Instant> FROM = field(name("effective_from_micros"), MICROS);
  static final Field<Instant> UNTIL = field(name("effective_until_micros"), MICROS);
  static final Field<Instant> CREATED = field(name("created_at_micros"), MICROS);

  private Columns() {}
}
