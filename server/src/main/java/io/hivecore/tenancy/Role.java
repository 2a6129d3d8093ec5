package io.hivecore.tenancy;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a person is in a tenant; the first may most. */
public enum Role {
  /** Everything, and the only one who makes and unmakes owners. A tenant with users has one. */
  OWNER,
  /** Changes what the tenant has set up, and its other users. */
  ADMIN,
  /** Works with the tenant's data. */
  MEMBER,
  /** Looks at the tenant's data. */
  VIEWER;

  private static final Set<Scope> ADMINISTRATORS = Set.of(Scope.QUERY, Scope.ADMINISTER);
  private static final Set<Scope> READERS = Set.of(Scope.QUERY);

  /** What whoever is logged in with this role may do. */
  public Set<Scope> scopes() {
    return switch (this) {
      case OWNER, ADMIN -> ADMINISTRATORS;
      case MEMBER, VIEWER -> READERS;
    };
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of a name, in any case. {@code user}, which one of the originals has, is a member.
   *
   * @return empty when there is none
   */
  public static Optional<Role> of(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    if (wanted.equals("user")) {
      return Optional.of(MEMBER);
    }
    for (Role role : values()) {
      if (role.wireName().equals(wanted)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
