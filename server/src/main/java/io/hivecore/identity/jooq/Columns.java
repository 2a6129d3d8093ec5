package io.hivecore.identity.jooq;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.hivecore.identity.KeyHash;
import io.hivecore.identity.TenantStatus;
import io.hivecore.tenancy.Scope;
import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The tables of tenants and keys, and how their columns become values of ours. */
final class Columns {
  static final DataType<TenantId> TENANT_ID =
      SQLDataType.UUID.asConvertedDataType(
          Converter.ofNullable(UUID.class, TenantId.class, TenantId::new, TenantId::value));
  static final DataType<Instant> MICROS =
      SQLDataType.BIGINT.asConvertedDataType(
          Converter.ofNullable(
              Long.class,
              Instant.class,
              micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
              instant -> ChronoUnit.MICROS.between(Instant.EPOCH, instant)));
  static final DataType<KeyHash> HASH_TEXT =
      SQLDataType.VARCHAR.asConvertedDataType(
          Converter.ofNullable(String.class, KeyHash.class, KeyHash::parse, KeyHash::toString));
  private static final DataType<TenantStatus> STATUS_TEXT =
      SQLDataType.VARCHAR.asConvertedDataType(
          Converter.ofNullable(
              String.class,
              TenantStatus.class,
              text -> TenantStatus.valueOf(text.toUpperCase(Locale.ROOT)),
              status -> status.name().toLowerCase(Locale.ROOT)));

  static final Table<Record> TENANTS = table(name("tenants"));
  static final Field<TenantId> TENANT = field(name("tenants", "id"), TENANT_ID);
  static final Field<String> SLUG = field(name("tenants", "slug"), SQLDataType.VARCHAR);
  static final Field<String> TENANT_NAME = field(name("tenants", "name"), SQLDataType.VARCHAR);
  static final Field<TenantStatus> STATUS = field(name("tenants", "status"), STATUS_TEXT);
  static final Field<Instant> TENANT_CREATED = field(name("tenants", "created_at_micros"), MICROS);
  static final Field<Integer> RETENTION_DAYS =
      field(name("tenants", "retention_days"), SQLDataType.INTEGER);

  static final Table<Record> DEPARTED = table(name("departed_tenants"));
  static final Field<TenantId> DEPARTED_TENANT = field(name("departed_tenants", "id"), TENANT_ID);
  static final Field<Instant> DEPARTED_AT =
      field(name("departed_tenants", "departed_at_micros"), MICROS);

  static final Table<Record> KEYS = table(name("api_keys"));
  static final Field<UUID> KEY = field(name("api_keys", "id"), SQLDataType.UUID);
  static final Field<TenantId> KEY_TENANT = field(name("api_keys", "tenant_id"), TENANT_ID);
  static final Field<String> KEY_NAME = field(name("api_keys", "name"), SQLDataType.VARCHAR);
  static final Field<String> PREFIX = field(name("api_keys", "prefix"), SQLDataType.VARCHAR);
  static final Field<KeyHash> HASH = field(name("api_keys", "hash"), HASH_TEXT);
  static final Field<String> SCOPES = field(name("api_keys", "scopes"), SQLDataType.VARCHAR);
  static final Field<Instant> KEY_CREATED = field(name("api_keys", "created_at_micros"), MICROS);
  static final Field<Instant> REVOKED = field(name("api_keys", "revoked_at_micros"), MICROS);

  private Columns() {}

  /** Scopes in the order of their declaration, as {@code ingest,query}. */
  static String text(Set<Scope> scopes) {
    return EnumSet.copyOf(scopes).stream()
        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  static Set<Scope> scopes(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(scope -> Scope.valueOf(scope.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
