package io.hivecore.identity.users;

import io.hivecore.identity.Names;
import io.hivecore.tenancy.Role;
import java.util.Optional;

/** What is to be different of a user; what is empty stays. */
public record UserChange(
    Optional<String> displayName, Optional<Role> role, Optional<UserStatus> status) {
  /**
   * @throws io.hivecore.identity.IdentityException with code INVALID_NAME
   */
  public UserChange {
    displayName.ifPresent(name -> Names.check("the user's name", name));
  }

  /** The user as it would be; a later token version when that makes tokens void. */
  public User of(User user) {
    Role newRole = role.orElse(user.role());
    UserStatus newStatus = status.orElse(user.status());
    boolean voids = newRole != user.role() || newStatus != user.status();
    return new User(
        user.id(),
        user.tenant(),
        user.email(),
        displayName.orElse(user.displayName()),
        newRole,
        newStatus,
        user.tokenVersion() + (voids ? 1 : 0),
        user.createdAt(),
        user.lastLoginAt());
  }
}
