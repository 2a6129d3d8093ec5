package io.hivecore.identity.login;

import io.hivecore.identity.KeyHash;
import io.hivecore.identity.users.User;
import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Keeps sessions. Safe for use by many threads and, where the store is shared, processes. */
public interface SessionStore {
  /**
   * Adds a session and notes the login with the user; the user's sessions that are long over are
   * forgotten, and the oldest one ends when there would be more than the most.
   *
   * @param most of one user that are open
   * @return false when the user is gone or suspended
   */
  boolean open(TenantId tenant, LoginSession session, int most);

  /**
   * Puts a refresh token in place of another. A token that is of the session and not its newest
   * ends the session.
   *
   * @param used the presented token's own hash
   * @param next the new one's
   * @param now at which the session must be open
   */
  Rotation rotate(
      TenantId tenant,
      UUID session,
      KeyHash family,
      KeyHash used,
      KeyHash next,
      Instant now,
      Instant expiresAt);

  /** The user's open sessions, the one used last first. */
  List<LoginSession> list(TenantId tenant, UUID user, Instant now);

  /**
   * Ends a session of this user.
   *
   * @return false when the user has no such open session
   */
  boolean end(TenantId tenant, UUID user, UUID session, Instant now);

  /** Ends the session of a refresh token, used or not. */
  boolean endFamily(TenantId tenant, UUID session, KeyHash family, Instant now);

  /** Ends the user's sessions but one; how many. */
  int endOthers(TenantId tenant, UUID user, UUID kept, Instant now);

  /** Sessions of all tenants that have ended since, in whatever way. */
  Set<UUID> endedSince(Instant since);

  /** What became of a refresh token. */
  sealed interface Rotation {
    /** The next one is in force. */
    record Rotated(User user) implements Rotation {}

    /** It has been used before; the session has ended. */
    record Reused() implements Rotation {}

    /** There is no such open session. */
    record Unknown() implements Rotation {}

    /** The user or the tenant may not log in now. */
    record Suspended() implements Rotation {}
  }
}
