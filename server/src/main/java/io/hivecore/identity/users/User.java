package io.hivecore.identity.users;

import io.hivecore.identity.Names;
import io.hivecore.tenancy.Role;
import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who logs in to one tenant; {@code sub} of the tokens there. A person in several tenants is a user
 * of each, and no tenant knows of the others.
 *
 * @param email unique in the tenant
 * @param displayName as this tenant calls the person; 1 to 200 characters
 * @param tokenVersion grows with every change that makes older tokens void
 * @param createdAt to the microsecond
 * @param lastLoginAt to the microsecond; null before the first
 */
public record User(
    UUID id,
    TenantId tenant,
    EmailAddress email,
    String displayName,
    Role role,
    UserStatus status,
    long tokenVersion,
    Instant createdAt,
    @Nullable Instant lastLoginAt) {
  /**
   * @throws io.hivecore.identity.IdentityException with code INVALID_NAME
   */
  public User {
    Names.check("the user's name", displayName);
  }

  public boolean active() {
    return status == UserStatus.ACTIVE;
  }
}
