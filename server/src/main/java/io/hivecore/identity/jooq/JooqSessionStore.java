package io.hivecore.identity.jooq;

import static io.hivecore.identity.jooq.Columns.STATUS;
import static io.hivecore.identity.jooq.Columns.TENANT;
import static io.hivecore.identity.jooq.Columns.TENANTS;
import static io.hivecore.identity.jooq.UserColumns.ADDRESS;
import static io.hivecore.identity.jooq.UserColumns.AGENT;
import static io.hivecore.identity.jooq.UserColumns.ENDED;
import static io.hivecore.identity.jooq.UserColumns.EXPIRES;
import static io.hivecore.identity.jooq.UserColumns.FAMILY;
import static io.hivecore.identity.jooq.UserColumns.LAST_LOGIN;
import static io.hivecore.identity.jooq.UserColumns.LAST_USED;
import static io.hivecore.identity.jooq.UserColumns.SESSION;
import static io.hivecore.identity.jooq.UserColumns.SESSIONS;
import static io.hivecore.identity.jooq.UserColumns.SESSION_CREATED;
import static io.hivecore.identity.jooq.UserColumns.SESSION_TENANT;
import static io.hivecore.identity.jooq.UserColumns.SESSION_USER;
import static io.hivecore.identity.jooq.UserColumns.TOKEN;
import static io.hivecore.identity.jooq.UserColumns.USER;
import static io.hivecore.identity.jooq.UserColumns.USERS;
import static io.hivecore.identity.jooq.UserColumns.USER_STATUS;
import static io.hivecore.identity.jooq.UserColumns.USER_TENANT;

import io.hivecore.control.ControlStore;
import io.hivecore.identity.KeyHash;
import io.hivecore.identity.TenantStatus;
import io.hivecore.identity.login.LoginSession;
import io.hivecore.identity.login.SessionStore;
import io.hivecore.identity.users.User;
import io.hivecore.identity.users.UserStatus;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Sessions in the control store. */
public final class JooqSessionStore implements SessionStore {
  /** How long a session that is over is kept: longer than anybody asks about it. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final ControlStore control;

  public JooqSessionStore(ControlStore control) {
    this.control = control;
  }

  @Override
  public boolean open(TenantId tenant, LoginSession session, int most) {
    Condition ofUser = of(tenant).and(SESSION_USER.eq(session.user()));
    Instant now = session.createdAt();
    return control.write(
        tenant,
        sql -> {
          if (sql.update(USERS)
                  .set(LAST_LOGIN, now)
                  .where(USER_TENANT.eq(tenant))
                  .and(USER.eq(session.user()))
                  .and(USER_STATUS.eq(UserStatus.ACTIVE))
                  .execute()
              == 0) {
            return false;
          }
          Instant old = now.minus(KEPT);
          sql.deleteFrom(SESSIONS).where(ofUser).and(ENDED.lt(old).or(EXPIRES.lt(old))).execute();
          List<UUID> tooMany =
              sql.select(SESSION)
                  .from(SESSIONS)
                  .where(ofUser)
                  .and(isOpen(now))
                  .orderBy(LAST_USED.desc(), SESSION)
                  .offset(most - 1)
                  .fetch(SESSION);
          sql.update(SESSIONS).set(ENDED, now).where(of(tenant)).and(SESSION.in(tooMany)).execute();
          insert(sql, tenant, session);
          return true;
        });
  }

  private static void insert(DSLContext sql, TenantId tenant, LoginSession session) {
    sql.insertInto(SESSIONS)
        .set(SESSION, session.id())
        .set(SESSION_TENANT, tenant)
        .set(SESSION_USER, session.user())
        .set(FAMILY, session.family())
        .set(TOKEN, session.token())
        .set(ADDRESS, session.address())
        .set(AGENT, session.userAgent())
        .set(SESSION_CREATED, session.createdAt())
        .set(LAST_USED, session.lastUsedAt())
        .set(EXPIRES, session.expiresAt())
        .execute();
  }

  @Override
  public Rotation rotate(
      TenantId tenant,
      UUID session,
      KeyHash family,
      KeyHash used,
      KeyHash next,
      Instant now,
      Instant expiresAt) {
    Condition open = of(tenant).and(SESSION.eq(session)).and(FAMILY.eq(family)).and(isOpen(now));
    if (!exists(tenant, open)) {
      return new Rotation.Unknown();
    }
    return control.write(
        tenant,
        sql -> {
          UUID user = sql.select(SESSION_USER).from(SESSIONS).where(open).fetchOne(SESSION_USER);
          if (user == null) {
            return new Rotation.Unknown();
          }
          List<User> mayLogIn =
              JooqUserStore.users(
                  sql,
                  USER_TENANT
                      .eq(tenant)
                      .and(USER.eq(user))
                      .and(USER_STATUS.eq(UserStatus.ACTIVE))
                      .and(
                          DSL.exists(
                              DSL.selectOne()
                                  .from(TENANTS)
                                  .where(TENANT.eq(tenant))
                                  .and(STATUS.eq(TenantStatus.ACTIVE)))));
          if (mayLogIn.isEmpty()) {
            return new Rotation.Suspended();
          }
          int rotated =
              sql.update(SESSIONS)
                  .set(TOKEN, next)
                  .set(LAST_USED, now)
                  .set(EXPIRES, expiresAt)
                  .where(open)
                  .and(TOKEN.eq(used))
                  .execute();
          if (rotated == 0) {
            sql.update(SESSIONS).set(ENDED, now).where(open).execute();
            return new Rotation.Reused();
          }
          return new Rotation.Rotated(mayLogIn.getFirst());
        });
  }

  @Override
  public List<LoginSession> list(TenantId tenant, UUID user, Instant now) {
    return control.read(
        tenant,
        sql ->
            sql.select(
                    SESSION,
                    SESSION_USER,
                    FAMILY,
                    TOKEN,
                    ADDRESS,
                    AGENT,
                    SESSION_CREATED,
                    LAST_USED,
                    EXPIRES)
                .from(SESSIONS)
                .where(of(tenant))
                .and(SESSION_USER.eq(user))
                .and(isOpen(now))
                .orderBy(LAST_USED.desc(), SESSION)
                .fetch(JooqSessionStore::session));
  }

  @Override
  public boolean end(TenantId tenant, UUID user, UUID session, Instant now) {
    return end(tenant, SESSION_USER.eq(user).and(SESSION.eq(session)), now) == 1;
  }

  @Override
  public boolean endFamily(TenantId tenant, UUID session, KeyHash family, Instant now) {
    Condition which = SESSION.eq(session).and(FAMILY.eq(family));
    return exists(tenant, of(tenant).and(which)) && end(tenant, which, now) == 1;
  }

  @Override
  public int endOthers(TenantId tenant, UUID user, UUID kept, Instant now) {
    return end(tenant, SESSION_USER.eq(user).and(SESSION.ne(kept)), now);
  }

  /** Anyone may send what looks like a token: one that is none never holds up who writes. */
  private boolean exists(TenantId tenant, Condition which) {
    return control.read(tenant, sql -> sql.fetchExists(SESSIONS, which));
  }

  private int end(TenantId tenant, Condition which, Instant now) {
    return control.write(
        tenant,
        sql ->
            sql.update(SESSIONS)
                .set(ENDED, now)
                .where(of(tenant))
                .and(which)
                .and(isOpen(now))
                .execute());
  }

  @Override
  public Set<UUID> endedSince(Instant since) {
    return control.readAcrossTenants(
        sql -> sql.select(SESSION).from(SESSIONS).where(ENDED.ge(since)).fetchSet(SESSION));
  }

  /** A user's sessions, with nothing left of them: their tokens are void by the user's version. */
  static void forgetAll(DSLContext sql, TenantId tenant, UUID user) {
    sql.deleteFrom(SESSIONS).where(of(tenant)).and(SESSION_USER.eq(user)).execute();
  }

  private static Condition of(TenantId tenant) {
    return SESSION_TENANT.eq(tenant);
  }

  private static Condition isOpen(Instant now) {
    return ENDED.isNull().and(EXPIRES.gt(now));
  }

  private static LoginSession session(Record row) {
    return new LoginSession(
        row.get(SESSION),
        row.get(SESSION_USER),
        row.get(FAMILY),
        row.get(TOKEN),
        row.get(ADDRESS),
        row.get(AGENT),
        row.get(SESSION_CREATED),
        row.get(LAST_USED),
        row.get(EXPIRES));
  }
}
