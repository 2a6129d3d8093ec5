package io.hivecore.identity.jooq;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.hivecore.identity.KeyHash;
import io.hivecore.identity.users.EmailAddress;
import io.hivecore.identity.users.PasswordHash;
import io.hivecore.identity.users.User;
import io.hivecore.identity.users.UserStatus;
import io.hivecore.tenancy.Role;
import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The tables of users and sessions, and how their columns become values of ours. */
final class UserColumns {
  private static final DataType<EmailAddress> EMAIL_TEXT =
      SQLDataType.VARCHAR.asConvertedDataType(
          Converter.ofNullable(
              String.class, EmailAddress.class, EmailAddress::new, EmailAddress::text));
  private static final DataType<PasswordHash> HASH_TEXT =
      SQLDataType.VARCHAR.asConvertedDataType(
          Converter.ofNullable(
              String.class, PasswordHash.class, PasswordHash::new, PasswordHash::encoded));
  private static final DataType<Role> ROLE_TEXT =
      SQLDataType.VARCHAR.asConvertedDataType(
          Converter.ofNullable(
              String.class, Role.class, text -> Role.of(text).orElseThrow(), Role::wireName));
  private static final DataType<UserStatus> STATUS_TEXT =
      SQLDataType.VARCHAR.asConvertedDataType(
          Converter.ofNullable(
              String.class,
              UserStatus.class,
              text -> UserStatus.valueOf(text.toUpperCase(Locale.ROOT)),
              UserStatus::wireName));

  static final Table<Record> USERS = table(name("users"));
  static final Field<UUID> USER = field(name("users", "id"), SQLDataType.UUID);
  static final Field<TenantId> USER_TENANT = field(name("users", "tenant_id"), Columns.TENANT_ID);
  static final Field<EmailAddress> EMAIL = field(name("users", "email"), EMAIL_TEXT);
  static final Field<PasswordHash> PASSWORD = field(name("users", "password_hash"), HASH_TEXT);
  static final Field<String> DISPLAY_NAME =
      field(name("users", "display_name"), SQLDataType.VARCHAR);
  static final Field<Role> ROLE = field(name("users", "role"), ROLE_TEXT);
  static final Field<UserStatus> USER_STATUS = field(name("users", "status"), STATUS_TEXT);
  static final Field<Long> TOKEN_VERSION =
      field(name("users", "token_version"), SQLDataType.BIGINT);
  static final Field<Instant> USER_CREATED =
      field(name("users", "created_at_micros"), Columns.MICROS);
  static final Field<Instant> LAST_LOGIN =
      field(name("users", "last_login_at_micros"), Columns.MICROS);

  static final Table<Record> SESSIONS = table(name("login_sessions"));
  static final Field<UUID> SESSION = field(name("login_sessions", "id"), SQLDataType.UUID);
  static final Field<TenantId> SESSION_TENANT =
      field(name("login_sessions", "tenant_id"), Columns.TENANT_ID);
  static final Field<UUID> SESSION_USER =
      field(name("login_sessions", "user_id"), SQLDataType.UUID);
  static final Field<KeyHash> FAMILY =
      field(name("login_sessions", "family_hash"), Columns.HASH_TEXT);
  static final Field<KeyHash> TOKEN =
      field(name("login_sessions", "token_hash"), Columns.HASH_TEXT);
  static final Field<String> ADDRESS =
      field(name("login_sessions", "address"), SQLDataType.VARCHAR);
  static final Field<String> AGENT =
      field(name("login_sessions", "user_agent"), SQLDataType.VARCHAR);
  static final Field<Instant> SESSION_CREATED =
      field(name("login_sessions", "created_at_micros"), Columns.MICROS);
  static final Field<Instant> LAST_USED =
      field(name("login_sessions", "last_used_at_micros"), Columns.MICROS);
  static final Field<Instant> EXPIRES =
      field(name("login_sessions", "expires_at_micros"), Columns.MICROS);
  static final Field<Instant> ENDED =
      field(name("login_sessions", "ended_at_micros"), Columns.MICROS);

  /** What {@link #user} reads, of users. */
  static final List<SelectField<?>> OF_USER =
      List.of(
          USER,
          USER_TENANT,
          EMAIL,
          DISPLAY_NAME,
          ROLE,
          USER_STATUS,
          TOKEN_VERSION,
          USER_CREATED,
          LAST_LOGIN);

  private UserColumns() {}

  static User user(Record row) {
    return new User(
        row.get(USER),
        row.get(USER_TENANT),
        row.get(EMAIL),
        row.get(DISPLAY_NAME),
        row.get(ROLE),
        row.get(USER_STATUS),
        row.get(TOKEN_VERSION),
        row.get(USER_CREATED),
        row.get(LAST_LOGIN));
  }
}
