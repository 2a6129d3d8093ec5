package io.hivecore.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.identity.login.LoginSession;
import io.hivecore.identity.login.SessionStore;
import io.hivecore.identity.login.SessionStore.Rotation;
import io.hivecore.identity.users.EmailAddress;
import io.hivecore.identity.users.Membership;
import io.hivecore.identity.users.PasswordHash;
import io.hivecore.identity.users.User;
import io.hivecore.identity.users.UserChange;
import io.hivecore.identity.users.UserStatus;
import io.hivecore.identity.users.UserStore;
import io.hivecore.identity.users.UserStore.Addition;
import io.hivecore.identity.users.UserStore.Candidate;
import io.hivecore.identity.users.UserStore.Outcome;
import io.hivecore.identity.users.UserStore.Standing;
import io.hivecore.tenancy.Role;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of users and sessions has to do. */
public abstract class UserStoreContract {
  private static final Instant EARLY = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final Instant LATE = EARLY.plusSeconds(60);
  private static final Duration LIFE = Duration.ofDays(30);
  private static final PasswordHash HASH = new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$AAAA$AA");
  private static final PasswordHash OTHER = new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$AAAA$AB");

  private final Tenant acme = tenant(1, "acme", TenantStatus.ACTIVE);
  private final Tenant beta = tenant(2, "beta", TenantStatus.ACTIVE);
  private final Tenant closed = tenant(3, "closed", TenantStatus.INACTIVE);
  private final User owner = user(1, acme, "ada@example.com", Role.OWNER);
  private final User member = user(2, acme, "bob@example.com", Role.MEMBER);
  private final User adaInBeta = user(3, beta, "ada@example.com", Role.VIEWER);

  protected abstract TenantStore tenants();

  protected abstract UserStore users();

  protected abstract SessionStore sessions();

  @BeforeEach
  void fill() {
    assertThat(users().any()).isFalse();
    List.of(acme, beta, closed).forEach(tenants()::insert);
    assertThat(users().add(acme.id(), owner, HASH)).isEqualTo(Addition.ADDED);
    assertThat(users().add(acme.id(), member, HASH)).isEqualTo(Addition.ADDED);
    assertThat(users().add(beta.id(), adaInBeta, OTHER)).isEqualTo(Addition.ADDED);
  }

  @Test
  void usersAreKeptAsTheyWereGiven() {
    assertThat(users().any()).isTrue();
    assertThat(users().list(acme.id())).containsExactly(owner, member);
    assertThat(users().find(acme.id(), owner.id()))
        .contains(new Membership(owner, "Tenant acme", TenantStatus.ACTIVE));
    assertThat(users().candidates(new EmailAddress("ADA@example.com")))
        .containsExactly(
            new Candidate(new Membership(owner, "Tenant acme", TenantStatus.ACTIVE), HASH),
            new Candidate(new Membership(adaInBeta, "Tenant beta", TenantStatus.ACTIVE), OTHER));
    assertThat(users().candidates(new EmailAddress("eve@example.com"))).isEmpty();
  }

  @Test
  void anAddressIsTakenOnceInATenant() {
    User again = user(9, acme, "ada@example.com", Role.VIEWER);
    assertThat(users().add(acme.id(), again, OTHER)).isEqualTo(Addition.EMAIL_TAKEN);
    assertThat(users().list(acme.id())).containsExactly(owner, member);
    Tenant gone = tenant(7, "gone", TenantStatus.ACTIVE);
    assertThat(users().add(gone.id(), user(8, gone, "x@y", Role.OWNER), HASH))
        .isEqualTo(Addition.TENANT_GONE);
  }

  @Test
  void anotherRoleOrStatusMakesTokensVoidAndAnotherNameDoesNot() {
    User renamed = with(member, "Bobby", Role.MEMBER, UserStatus.ACTIVE, 1);
    assertThat(change(member, "Bobby", null, null)).isEqualTo(new Outcome.Done(renamed));
    User promoted = with(member, "Bobby", Role.ADMIN, UserStatus.ACTIVE, 2);
    assertThat(change(member, null, Role.ADMIN, null)).isEqualTo(new Outcome.Done(promoted));
    User suspended = with(member, "Bobby", Role.ADMIN, UserStatus.SUSPENDED, 3);
    assertThat(change(member, null, null, UserStatus.SUSPENDED))
        .isEqualTo(new Outcome.Done(suspended));
    assertThat(users().list(acme.id())).containsExactly(owner, suspended);
    assertThat(users().standings())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                owner.id(), new Standing(acme.id(), Role.OWNER, 1),
                adaInBeta.id(), new Standing(beta.id(), Role.VIEWER, 1)));
  }

  @Test
  void usersOfAnInactiveTenantHaveNoStanding() {
    users().add(closed.id(), user(5, closed, "c@example.com", Role.OWNER), HASH);
    assertThat(users().standings()).containsOnlyKeys(owner.id(), member.id(), adaInBeta.id());
  }

  @Test
  void theLastOwnerStays() {
    assertThat(change(owner, null, Role.ADMIN, null)).isEqualTo(new Outcome.LastOwner());
    assertThat(change(owner, null, null, UserStatus.SUSPENDED)).isEqualTo(new Outcome.LastOwner());
    assertThat(users().remove(acme.id(), Role.OWNER, owner.id()))
        .isEqualTo(new Outcome.LastOwner());
    change(member, null, Role.OWNER, null);
    assertThat(change(owner, null, null, UserStatus.SUSPENDED)).isInstanceOf(Outcome.Done.class);
    assertThat(users().remove(acme.id(), Role.OWNER, member.id()))
        .isEqualTo(new Outcome.LastOwner());
    assertThat(users().remove(acme.id(), Role.OWNER, owner.id())).isInstanceOf(Outcome.Done.class);
    assertThat(users().list(acme.id())).extracting(User::id).containsExactly(member.id());
  }

  @Test
  void onlyOwnersTouchOwners() {
    UserChange toOwner =
        new UserChange(Optional.empty(), Optional.of(Role.OWNER), Optional.empty());
    assertThat(users().change(acme.id(), Role.ADMIN, member.id(), toOwner))
        .isEqualTo(new Outcome.OwnersOnly());
    assertThat(users().change(acme.id(), Role.ADMIN, owner.id(), toOwner))
        .isEqualTo(new Outcome.OwnersOnly());
    assertThat(users().remove(acme.id(), Role.ADMIN, owner.id()))
        .isEqualTo(new Outcome.OwnersOnly());
    assertThat(users().setPassword(acme.id(), Role.ADMIN, owner.id(), OTHER))
        .isEqualTo(new Outcome.OwnersOnly());
    assertThat(users().list(acme.id())).containsExactly(owner, member);
  }

  @Test
  void anotherPasswordEndsEverything() {
    open(acme, owner, 1, LATE);
    assertThat(users().setPassword(acme.id(), Role.OWNER, owner.id(), OTHER))
        .isEqualTo(
            new Outcome.Done(
                new User(
                    owner.id(),
                    acme.id(),
                    owner.email(),
                    owner.displayName(),
                    Role.OWNER,
                    UserStatus.ACTIVE,
                    2,
                    EARLY,
                    LATE)));
    assertThat(sessions().list(acme.id(), owner.id(), LATE)).isEmpty();
    assertThat(users().candidates(owner.email()))
        .extracting(Candidate::password)
        .containsExactly(OTHER, OTHER);
    assertThat(users().standings().get(adaInBeta.id()))
        .isEqualTo(new Standing(beta.id(), Role.VIEWER, 1));
  }

  @Test
  void aSessionIsKeptAndNotesTheLogin() {
    LoginSession first = open(acme, owner, 1, EARLY);
    LoginSession second = open(acme, owner, 2, LATE);
    assertThat(sessions().list(acme.id(), owner.id(), LATE)).containsExactly(second, first);
    assertThat(users().list(acme.id()).getFirst().lastLoginAt()).isEqualTo(LATE);
    assertThat(sessions().list(acme.id(), owner.id(), EARLY.plus(LIFE))).containsExactly(second);
  }

  @Test
  void aRefreshTokenIsUsedOnceAndTheSecondUseEndsTheSession() {
    open(acme, owner, 1, EARLY);
    assertThat(rotate(acme, 1, "family", "token", "next"))
        .isEqualTo(new Rotation.Rotated(users().list(acme.id()).getFirst()));
    assertThat(sessions().list(acme.id(), owner.id(), LATE).getFirst().expiresAt())
        .isEqualTo(LATE.plus(LIFE));
    assertThat(rotate(acme, 1, "family", "token", "other")).isEqualTo(new Rotation.Reused());
    assertThat(rotate(acme, 1, "family", "next", "other")).isEqualTo(new Rotation.Unknown());
    assertThat(sessions().list(acme.id(), owner.id(), LATE)).isEmpty();
    assertThat(sessions().endedSince(EARLY)).containsExactly(new UUID(2, 1));
  }

  @Test
  void aGuessDoesNotEndASession() {
    LoginSession session = open(acme, owner, 1, EARLY);
    assertThat(rotate(acme, 1, "guessed", "token", "other")).isEqualTo(new Rotation.Unknown());
    assertThat(rotate(beta, 1, "family", "token", "other")).isEqualTo(new Rotation.Unknown());
    assertThat(sessions().endFamily(acme.id(), session.id(), KeyHash.of("guessed"), LATE))
        .isFalse();
    assertThat(sessions().list(acme.id(), owner.id(), LATE)).containsExactly(session);
  }

  @Test
  void aSuspendedUserCannotOpenOrRefreshAndSessionsDoNotComeBack() {
    open(acme, member, 1, EARLY);
    change(member, null, null, UserStatus.SUSPENDED);
    assertThat(sessions().open(acme.id(), session(member, 2, LATE), 10)).isFalse();
    change(member, null, null, UserStatus.ACTIVE);
    assertThat(rotate(acme, 1, "family", "token", "next")).isEqualTo(new Rotation.Unknown());
  }

  @Test
  void theOldestSessionMakesRoom() {
    for (int i = 1; i <= 4; i++) {
      assertThat(sessions().open(acme.id(), session(owner, i, EARLY.plusSeconds(i)), 3)).isTrue();
    }
    assertThat(sessions().list(acme.id(), owner.id(), LATE))
        .extracting(LoginSession::id)
        .containsExactly(new UUID(2, 4), new UUID(2, 3), new UUID(2, 2));
    assertThat(sessions().endedSince(EARLY)).containsExactly(new UUID(2, 1));
  }

  @Test
  void nobodyEndsAnothersSession() {
    LoginSession mine = open(acme, owner, 1, EARLY);
    LoginSession other = open(acme, owner, 2, EARLY);
    LoginSession bobs = open(acme, member, 3, EARLY);
    assertThat(sessions().end(acme.id(), member.id(), mine.id(), LATE)).isFalse();
    assertThat(sessions().end(beta.id(), owner.id(), mine.id(), LATE)).isFalse();
    assertThat(sessions().endOthers(acme.id(), owner.id(), mine.id(), LATE)).isEqualTo(1);
    assertThat(sessions().list(acme.id(), owner.id(), LATE)).containsExactly(mine);
    assertThat(sessions().list(acme.id(), member.id(), LATE)).containsExactly(bobs);
    assertThat(sessions().end(acme.id(), owner.id(), mine.id(), LATE)).isTrue();
    assertThat(sessions().end(acme.id(), owner.id(), mine.id(), LATE)).isFalse();
    assertThat(sessions().endedSince(LATE)).containsExactlyInAnyOrder(mine.id(), other.id());
    assertThat(sessions().endedSince(LATE.plusSeconds(1))).isEmpty();
  }

  @Test
  void oneTenantReachesNothingOfAnother() {
    assertThat(users().find(beta.id(), owner.id())).isEmpty();
    assertThat(users().list(beta.id())).containsExactly(adaInBeta);
    UserChange suspend =
        new UserChange(Optional.empty(), Optional.empty(), Optional.of(UserStatus.SUSPENDED));
    assertThat(users().change(beta.id(), Role.OWNER, member.id(), suspend))
        .isEqualTo(new Outcome.Unknown());
    assertThat(users().remove(beta.id(), Role.OWNER, member.id())).isEqualTo(new Outcome.Unknown());
    assertThat(users().setPassword(beta.id(), Role.OWNER, member.id(), OTHER))
        .isEqualTo(new Outcome.Unknown());
    assertThat(sessions().open(beta.id(), session(owner, 1, EARLY), 10)).isFalse();
    open(acme, owner, 2, EARLY);
    assertThat(sessions().list(beta.id(), owner.id(), LATE)).isEmpty();
    tenants().delete(acme.id(), LATE);
    assertThat(users().standings()).containsOnlyKeys(adaInBeta.id());
  }

  private Outcome change(
      User user, @Nullable String name, @Nullable Role role, @Nullable UserStatus status) {
    return users()
        .change(
            user.tenant(),
            Role.OWNER,
            user.id(),
            new UserChange(
                Optional.ofNullable(name), Optional.ofNullable(role), Optional.ofNullable(status)));
  }

  private Rotation rotate(Tenant tenant, long id, String family, String used, String next) {
    return sessions()
        .rotate(
            tenant.id(),
            new UUID(2, id),
            KeyHash.of(family),
            KeyHash.of(used),
            KeyHash.of(next),
            LATE,
            LATE.plus(LIFE));
  }

  private LoginSession open(Tenant tenant, User user, long id, Instant at) {
    LoginSession session = session(user, id, at);
    assertThat(sessions().open(tenant.id(), session, 10)).isTrue();
    return session;
  }

  private static LoginSession session(User user, long id, Instant at) {
    return new LoginSession(
        new UUID(2, id),
        user.id(),
        KeyHash.of("family"),
        KeyHash.of("token"),
        "192.0.2.1",
        "tests",
        at,
        at,
        at.plus(LIFE));
  }

  private static User with(User user, String name, Role role, UserStatus status, long version) {
    return new User(
        user.id(), user.tenant(), user.email(), name, role, status, version, EARLY, null);
  }

  private static User user(long id, Tenant tenant, String email, Role role) {
    return new User(
        new UUID(1, id),
        tenant.id(),
        new EmailAddress(email),
        "User " + id,
        role,
        UserStatus.ACTIVE,
        1,
        EARLY,
        null);
  }

  private static Tenant tenant(long id, String slug, TenantStatus status) {
    return new Tenant(new TenantId(new UUID(0, id)), "Tenant " + slug, slug, status, EARLY, null);
  }
}
