package io.hivecore.tenancy;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * A person who is logged in, in one tenant.
 *
 * @param user the person's place in the tenant
 * @param session the login that the request belongs to
 * @param tokenVersion of the user when the token was made; another one now means that it is void
 */
public record Login(UUID user, UUID session, long tokenVersion, Role role) {
  public Login {
    requireNonNull(user, "user");
    requireNonNull(session, "session");
    requireNonNull(role, "role");
  }
}
