package io.hivecore.identity.login;

import io.hivecore.identity.Followed;
import io.hivecore.identity.users.User;
import io.hivecore.identity.users.UserStore;
import io.hivecore.identity.users.UserStore.Standing;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Login;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Tells who presents an access token, from memory: a snapshot of all active users, with the token
 * version that theirs must have, and of the sessions that ended while a token of theirs can still
 * be alive. It follows the store, so suspension, another role and logout hold at once here, and
 * within a second in other processes. Safe for use by many threads.
 */
public final class SignedIn implements AutoCloseable {
  /** Streams are asked about for longer than tokens live. */
  private static final Duration ENDED_REMEMBERED = AccessTokens.LIFE.multipliedBy(4);

  private final AccessTokens tokens;
  private final InstantSource clock;
  private final Followed<State> state;

  private record State(Map<UUID, Standing> users, Set<UUID> ended) {}

  /** Knows nobody until {@link #start}. */
  public SignedIn(
      UserStore users, SessionStore sessions, AccessTokens tokens, InstantSource clock) {
    this.tokens = tokens;
    this.clock = clock;
    this.state =
        new Followed<>(
            "users",
            users::changes,
            () ->
                new State(
                    Map.copyOf(users.standings()),
                    Set.copyOf(sessions.endedSince(clock.instant().minus(ENDED_REMEMBERED)))),
            new State(Map.of(), Set.of()));
  }

  /** Reads who there is and begins to watch for changes by other processes. To be called once. */
  public void start() {
    state.start();
  }

  /**
   * Who presents a token.
   *
   * @param presented anything
   * @return empty when it is no token of this server, has run out or is void
   */
  public Optional<Caller> authenticate(String presented) {
    return tokens
        .read(presented, clock.instant())
        .filter(claims -> holds(claims.tenant(), claims.login()))
        .map(claims -> Caller.of(claims.tenant(), claims.login()));
  }

  /**
   * Whether somebody who came in by a token may stay, for connections that stay open: longer than
   * the token lives, but no longer than the session.
   */
  public boolean stillValid(Caller caller) {
    Login login = caller.login();
    TenantId tenant = caller.tenant();
    return login != null && tenant != null && holds(tenant, login);
  }

  private boolean holds(TenantId tenant, Login login) {
    State now = state.get();
    Standing standing = now.users().get(login.user());
    return standing != null
        && standing.equals(new Standing(tenant, login.role(), login.tokenVersion()))
        && !now.ended().contains(login.session());
  }

  /** Something was changed here: it is to hold at once. */
  public void reload() {
    state.reloadAfterChange();
  }

  /** A token is about to be made for a user whom another process may just have made or changed. */
  void reloadUnlessKnown(User user) {
    Standing standing = state.get().users().get(user.id());
    if (standing == null || standing.tokenVersion() != user.tokenVersion()) {
      reload();
    }
  }

  @Override
  public void close() {
    state.close();
  }
}
