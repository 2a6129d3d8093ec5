package io.hivecore.identity.users;

import io.hivecore.tenancy.Role;
import io.hivecore.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps users. Safe for use by many threads and, where the store is shared, processes. What has no
 * tenant as its first parameter serves the login alone, where the tenant is not known yet.
 */
public interface UserStore {
  /** The users of all tenants that log in by an address, by creation, then id. */
  List<Candidate> candidates(EmailAddress email);

  /** Adds a user. */
  Addition add(TenantId tenant, User user, PasswordHash password);

  /** The tenant's users, by creation, then id. */
  List<User> list(TenantId tenant);

  /** A user with the tenant's name. */
  Optional<Membership> find(TenantId tenant, UUID user);

  /**
   * Changes a user. Another role or status makes tokens void; suspension ends sessions as well, so
   * that they do not come back with the user.
   *
   * @param by the role of whoever changes it
   */
  Outcome change(TenantId tenant, Role by, UUID user, UserChange change);

  /** Sets a password, makes tokens void and ends the user's sessions. */
  Outcome setPassword(TenantId tenant, Role by, UUID user, PasswordHash password);

  /** Removes a user with its sessions. */
  Outcome remove(TenantId tenant, Role by, UUID user);

  /** Who may come in by token: the active users of active tenants, by id. */
  Map<UUID, Standing> standings();

  /** Whether any tenant has a user. */
  boolean any();

  /** See {@link io.hivecore.control.ControlStore#changes}. */
  long changes();

  /** Somebody who may be the one who logs in. */
  record Candidate(Membership membership, PasswordHash password) {}

  /** What a token must agree with. */
  record Standing(TenantId tenant, Role role, long tokenVersion) {}

  /** What became of a user that was to be added. */
  enum Addition {
    ADDED,
    /** The tenant has a user of this address. */
    EMAIL_TAKEN,
    TENANT_GONE
  }

  /** What became of a change. */
  sealed interface Outcome {
    /** It is done; the user as it is now, or was before it was removed. */
    record Done(User user) implements Outcome {}

    /** The tenant has no such user. */
    record Unknown() implements Outcome {}

    /** Only owners make owners, and change or remove them. */
    record OwnersOnly() implements Outcome {}

    /** A tenant that has an active owner keeps one. */
    record LastOwner() implements Outcome {}
  }
}
