package io.hivecore.identity.login;

import static java.time.temporal.ChronoUnit.MICROS;

import io.hivecore.identity.login.LoginAnswer.ChooseTenant;
import io.hivecore.identity.login.LoginAnswer.LoggedIn;
import io.hivecore.identity.login.LoginAnswer.Refused;
import io.hivecore.identity.login.LoginAnswer.Suspended;
import io.hivecore.identity.login.LoginAnswer.TooMany;
import io.hivecore.identity.login.SessionStore.Rotation;
import io.hivecore.identity.users.EmailAddress;
import io.hivecore.identity.users.Membership;
import io.hivecore.identity.users.PasswordHash;
import io.hivecore.identity.users.PasswordText;
import io.hivecore.identity.users.Passwords;
import io.hivecore.identity.users.User;
import io.hivecore.identity.users.UserStore;
import io.hivecore.identity.users.UserStore.Candidate;
import io.hivecore.tenancy.Login;
import io.hivecore.tenancy.TenantId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Logs people in and keeps them logged in. Safe for use by many threads. */
public final class Logins {
  /** How long a session lasts without being refreshed. */
  public static final Duration SESSION_LIFE = Duration.ofDays(30);

  private static final int MOST_SESSIONS = 50;

  private final UserStore users;
  private final SessionStore sessions;
  private final Passwords passwords;
  private final LoginLimits limits;
  private final AccessTokens tokens;
  private final SignedIn signedIn;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public Logins(
      UserStore users,
      SessionStore sessions,
      Passwords passwords,
      LoginLimits limits,
      AccessTokens tokens,
      SignedIn signedIn,
      InstantSource clock) {
    this.users = users;
    this.sessions = sessions;
    this.passwords = passwords;
    this.limits = limits;
    this.tokens = tokens;
    this.signedIn = signedIn;
    this.clock = clock;
  }

  /** Which of the tenants whose password is the given one a person wants to log in to. */
  public sealed interface Wish {
    /** The only one; of several the person has to choose. */
    record Any() implements Wish {}

    /** The one that the person used last: for clients that know of no choice. */
    record Latest() implements Wish {}

    record One(TenantId tenant) implements Wish {}
  }

  /**
   * From where somebody logs in.
   *
   * @param address the network address
   * @param agent as the client calls itself; empty when it does not
   */
  public record Client(String address, String agent) {
    public Client {
      agent = agent.length() > 200 ? agent.substring(0, 200) : agent;
    }
  }

  /**
   * Logs in by address and password. An address that nobody has costs as much time as a wrong
   * password, and both have the same answer.
   *
   * @param typed what should be an e-mail address
   * @throws PasswordsBusyException when too many others log in
   */
  public LoginAnswer login(String typed, PasswordText password, Wish wish, Client client) {
    Optional<EmailAddress> email = EmailAddress.in(typed);
    Optional<Duration> wait = limits.begin(client.address(), email);
    if (wait.isPresent()) {
      return new TooMany(wait.get());
    }
    List<Candidate> candidates = email.map(users::candidates).orElse(List.of());
    Set<PasswordHash> fitting =
        passwords.fitting(password, candidates.stream().map(Candidate::password).toList());
    List<Membership> right =
        candidates.stream()
            .filter(each -> fitting.contains(each.password()))
            .map(Candidate::membership)
            .toList();
    if (right.isEmpty() || email.isEmpty()) {
      return new Refused();
    }
    limits.succeeded(client.address(), email.get());
    return enter(right, wish, client);
  }

  private LoginAnswer enter(List<Membership> all, Wish wish, Client client) {
    List<Membership> wanted =
        wish instanceof Wish.One(TenantId tenant)
            ? all.stream().filter(each -> each.user().tenant().equals(tenant)).toList()
            : all;
    List<Membership> usable = wanted.stream().filter(Membership::usable).toList();
    if (usable.isEmpty()) {
      return wanted.isEmpty() ? new Refused() : new Suspended();
    }
    if (usable.size() > 1 && wish instanceof Wish.Any) {
      return new ChooseTenant(usable);
    }
    return open(latest(usable).user(), client);
  }

  private static Membership latest(List<Membership> usable) {
    return usable.stream()
        .max(
            Comparator.comparing(
                each -> each.user().lastLoginAt(), Comparator.nullsFirst(Instant::compareTo)))
        .orElseThrow();
  }

  private LoginAnswer open(User user, Client client) {
    Instant now = now();
    RefreshToken refresh = RefreshToken.first(user.tenant(), UUID.randomUUID(), random);
    var session =
        new LoginSession(
            refresh.session(),
            user.id(),
            refresh.familyHash(),
            refresh.ownHash(),
            client.address(),
            client.agent(),
            now,
            now,
            now.plus(SESSION_LIFE));
    if (!sessions.open(user.tenant(), session, MOST_SESSIONS)) {
      return new Suspended();
    }
    return loggedIn(user, refresh, now);
  }

  /**
   * Takes a refresh token and gives the next.
   *
   * @param text anything
   */
  public LoginAnswer refresh(String text) {
    @Nullable RefreshToken used = RefreshToken.in(text).orElse(null);
    if (used == null) {
      return new Refused();
    }
    Instant now = now();
    RefreshToken next = used.next(random);
    return switch (sessions.rotate(
        used.tenant(),
        used.session(),
        used.familyHash(),
        used.ownHash(),
        next.ownHash(),
        now,
        now.plus(SESSION_LIFE))) {
      case Rotation.Rotated(User user) -> loggedIn(user, next, now);
      case Rotation.Reused reused -> {
        signedIn.reload();
        yield new Refused();
      }
      case Rotation.Unknown unknown -> new Refused();
      case Rotation.Suspended suspended -> new Suspended();
    };
  }

  /** Ends the session of a refresh token; false when there is none. */
  public boolean logout(String refreshToken) {
    boolean ended =
        RefreshToken.in(refreshToken)
            .filter(
                token ->
                    sessions.endFamily(token.tenant(), token.session(), token.familyHash(), now()))
            .isPresent();
    if (ended) {
      signedIn.reload();
    }
    return ended;
  }

  /** A user's open sessions, the one used last first. */
  public List<LoginSession> sessions(TenantId tenant, UUID user) {
    return sessions.list(tenant, user, now());
  }

  /** Ends one session; false when the user has no such. */
  public boolean end(TenantId tenant, UUID user, UUID session) {
    boolean ended = sessions.end(tenant, user, session, now());
    if (ended) {
      signedIn.reload();
    }
    return ended;
  }

  /** Ends all sessions but the one that asks; how many. */
  public int endOthers(TenantId tenant, Login asking) {
    int ended = sessions.endOthers(tenant, asking.user(), asking.session(), now());
    signedIn.reload();
    return ended;
  }

  private LoggedIn loggedIn(User user, RefreshToken refresh, Instant now) {
    // The standing that the new token agrees with may be younger than the last snapshot.
    signedIn.reloadUnlessKnown(user);
    var login = new Login(user.id(), refresh.session(), user.tokenVersion(), user.role());
    return new LoggedIn(user, tokens.make(user.tenant(), login, now), refresh.reveal());
  }

  private Instant now() {
    return clock.instant().truncatedTo(MICROS);
  }
}
