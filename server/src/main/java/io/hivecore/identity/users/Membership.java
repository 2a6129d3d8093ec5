package io.hivecore.identity.users;

import io.hivecore.identity.TenantStatus;

/**
 * A user with what a person who chooses among tenants has to know.
 *
 * @param tenantName for people
 */
public record Membership(User user, String tenantName, TenantStatus tenantStatus) {
  /** Whether one can log in there. */
  public boolean usable() {
    return user.active() && tenantStatus == TenantStatus.ACTIVE;
  }
}
