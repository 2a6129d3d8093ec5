package io.hivecore.identity.jooq;

import static io.hivecore.identity.jooq.Columns.STATUS;
import static io.hivecore.identity.jooq.Columns.TENANT;
import static io.hivecore.identity.jooq.Columns.TENANTS;
import static io.hivecore.identity.jooq.Columns.TENANT_NAME;
import static io.hivecore.identity.jooq.UserColumns.DISPLAY_NAME;
import static io.hivecore.identity.jooq.UserColumns.EMAIL;
import static io.hivecore.identity.jooq.UserColumns.LAST_LOGIN;
import static io.hivecore.identity.jooq.UserColumns.OF_USER;
import static io.hivecore.identity.jooq.UserColumns.PASSWORD;
import static io.hivecore.identity.jooq.UserColumns.ROLE;
import static io.hivecore.identity.jooq.UserColumns.TOKEN_VERSION;
import static io.hivecore.identity.jooq.UserColumns.USER;
import static io.hivecore.identity.jooq.UserColumns.USERS;
import static io.hivecore.identity.jooq.UserColumns.USER_CREATED;
import static io.hivecore.identity.jooq.UserColumns.USER_STATUS;
import static io.hivecore.identity.jooq.UserColumns.USER_TENANT;

import io.hivecore.control.ControlStore;
import io.hivecore.identity.TenantStatus;
import io.hivecore.identity.users.EmailAddress;
import io.hivecore.identity.users.Membership;
import io.hivecore.identity.users.PasswordHash;
import io.hivecore.identity.users.User;
import io.hivecore.identity.users.UserChange;
import io.hivecore.identity.users.UserStatus;
import io.hivecore.identity.users.UserStore;
import io.hivecore.tenancy.Role;
import io.hivecore.tenancy.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectField;

/** Users in the control store. */
public final class JooqUserStore implements UserStore {
  private final ControlStore control;

  public JooqUserStore(ControlStore control) {
    this.control = control;
  }

  @Override
  public List<Candidate> candidates(EmailAddress email) {
    return control.readAcrossTenants(
        sql ->
            memberships(sql, EMAIL.eq(email)).stream()
                .map(row -> new Candidate(membership(row), row.get(PASSWORD)))
                .toList());
  }

  @Override
  public Addition add(TenantId tenant, User user, PasswordHash password) {
    return control.write(
        tenant,
        sql -> {
          if (!sql.fetchExists(TENANTS, TENANT.eq(tenant))) {
            return Addition.TENANT_GONE;
          }
          int inserted =
              sql.insertInto(USERS)
                  .set(USER, user.id())
                  .set(USER_TENANT, tenant)
                  .set(EMAIL, user.email())
                  .set(DISPLAY_NAME, user.displayName())
                  .set(PASSWORD, password)
                  .set(ROLE, user.role())
                  .set(USER_STATUS, user.status())
                  .set(TOKEN_VERSION, user.tokenVersion())
                  .set(USER_CREATED, user.createdAt())
                  .set(LAST_LOGIN, user.lastLoginAt())
                  .onConflict(USER_TENANT, EMAIL)
                  .doNothing()
                  .execute();
          return inserted == 1 ? Addition.ADDED : Addition.EMAIL_TAKEN;
        });
  }

  @Override
  public List<User> list(TenantId tenant) {
    return control.read(tenant, sql -> users(sql, USER_TENANT.eq(tenant)));
  }

  @Override
  public Optional<Membership> find(TenantId tenant, UUID user) {
    return control.read(
        tenant,
        sql ->
            memberships(sql, is(tenant, user)).stream().findFirst().map(JooqUserStore::membership));
  }

  @Override
  public Outcome change(TenantId tenant, Role by, UUID user, UserChange change) {
    return changing(
        tenant,
        by,
        user,
        (sql, before) -> {
          User after = change.of(before);
          if (after.role() == Role.OWNER && by != Role.OWNER) {
            return new Outcome.OwnersOnly();
          }
          boolean stays = after.role() == Role.OWNER && after.active();
          if (!stays && isLastOwner(sql, before)) {
            return new Outcome.LastOwner();
          }
          sql.update(USERS)
              .set(DISPLAY_NAME, after.displayName())
              .set(ROLE, after.role())
              .set(USER_STATUS, after.status())
              .set(TOKEN_VERSION, after.tokenVersion())
              .where(is(tenant, user))
              .execute();
          if (!after.active()) {
            JooqSessionStore.forgetAll(sql, tenant, user);
          }
          return new Outcome.Done(after);
        });
  }

  @Override
  public Outcome setPassword(TenantId tenant, Role by, UUID user, PasswordHash password) {
    return changing(
        tenant,
        by,
        user,
        (sql, before) -> {
          sql.update(USERS)
              .set(PASSWORD, password)
              .set(TOKEN_VERSION, before.tokenVersion() + 1)
              .where(is(tenant, user))
              .execute();
          JooqSessionStore.forgetAll(sql, tenant, user);
          return new Outcome.Done(users(sql, is(tenant, user)).getFirst());
        });
  }

  @Override
  public Outcome remove(TenantId tenant, Role by, UUID user) {
    return changing(
        tenant,
        by,
        user,
        (sql, before) -> {
          if (isLastOwner(sql, before)) {
            return new Outcome.LastOwner();
          }
          sql.deleteFrom(USERS).where(is(tenant, user)).execute();
          return new Outcome.Done(before);
        });
  }

  private Outcome changing(
      TenantId tenant, Role by, UUID user, BiFunction<DSLContext, User, Outcome> change) {
    return control.write(
        tenant,
        sql -> {
          List<User> found = users(sql, is(tenant, user));
          if (found.isEmpty()) {
            return new Outcome.Unknown();
          }
          if (found.getFirst().role() == Role.OWNER && by != Role.OWNER) {
            return new Outcome.OwnersOnly();
          }
          return change.apply(sql, found.getFirst());
        });
  }

  private static boolean isLastOwner(DSLContext sql, User user) {
    return user.role() == Role.OWNER
        && user.active()
        && !sql.fetchExists(
            USERS,
            USER_TENANT
                .eq(user.tenant())
                .and(ROLE.eq(Role.OWNER))
                .and(USER_STATUS.eq(UserStatus.ACTIVE))
                .and(USER.ne(user.id())));
  }

  @Override
  public Map<UUID, Standing> standings() {
    Map<UUID, Standing> standings = new HashMap<>();
    control
        .<List<? extends Record>>readAcrossTenants(
            sql ->
                sql.select(USER, USER_TENANT, ROLE, TOKEN_VERSION)
                    .from(USERS)
                    .join(TENANTS)
                    .on(USER_TENANT.eq(TENANT))
                    .where(USER_STATUS.eq(UserStatus.ACTIVE))
                    .and(STATUS.eq(TenantStatus.ACTIVE))
                    .fetch())
        .forEach(
            row ->
                standings.put(
                    row.get(USER),
                    new Standing(row.get(USER_TENANT), row.get(ROLE), row.get(TOKEN_VERSION))));
    return standings;
  }

  @Override
  public boolean any() {
    return control.readAcrossTenants(sql -> sql.fetchExists(USERS));
  }

  @Override
  public long changes() {
    return control.changes();
  }

  private static Condition is(TenantId tenant, UUID user) {
    return USER_TENANT.eq(tenant).and(USER.eq(user));
  }

  static List<User> users(DSLContext sql, Condition condition) {
    return sql.select(OF_USER)
        .from(USERS)
        .where(condition)
        .orderBy(USER_CREATED, USER)
        .fetch(UserColumns::user);
  }

  private static List<? extends Record> memberships(DSLContext sql, Condition condition) {
    List<SelectField<?>> columns = new ArrayList<>(OF_USER);
    columns.addAll(List.of(PASSWORD, TENANT_NAME, STATUS));
    return sql.select(columns)
        .from(USERS)
        .join(TENANTS)
        .on(USER_TENANT.eq(TENANT))
        .where(condition)
        .orderBy(USER_CREATED, USER)
        .fetch();
  }

  private static Membership membership(Record row) {
    return new Membership(UserColumns.user(row), row.get(TENANT_NAME), row.get(STATUS));
  }
}
