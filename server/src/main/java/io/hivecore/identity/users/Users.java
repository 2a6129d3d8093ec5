package io.hivecore.identity.users;

import static java.time.temporal.ChronoUnit.MICROS;

import io.hivecore.identity.IdentityException;
import io.hivecore.identity.users.UserStore.Candidate;
import io.hivecore.identity.users.UserStore.Outcome;
import io.hivecore.tenancy.Role;
import io.hivecore.tenancy.TenantId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A tenant's users. Safe for use by many threads. */
public final class Users {
  private final UserStore store;
  private final Passwords passwords;
  private final Runnable changed;
  private final InstantSource clock;

  /**
   * @param changed run after every change, for what is held in memory
   */
  public Users(UserStore store, Passwords passwords, Runnable changed, InstantSource clock) {
    this.store = store;
    this.passwords = passwords;
    this.changed = changed;
    this.clock = clock;
  }

  /**
   * Makes an active user.
   *
   * @throws IdentityException with code INVALID_NAME, WEAK_PASSWORD, EMAIL_TAKEN or UNKNOWN_TENANT
   * @throws PasswordsBusyException when too many others wait
   */
  public User create(
      TenantId tenant, EmailAddress email, String displayName, Role role, PasswordText password) {
    PasswordRules.check(email, password);
    var user =
        new User(
            UUID.randomUUID(),
            tenant,
            email,
            displayName,
            role,
            UserStatus.ACTIVE,
            1,
            clock.instant().truncatedTo(MICROS),
            null);
    switch (store.add(tenant, user, hash(email, password))) {
      case ADDED -> changed.run();
      case EMAIL_TAKEN ->
          throw new IdentityException(
              IdentityException.Code.EMAIL_TAKEN, "the tenant has a user " + email + " already");
      case TENANT_GONE ->
          throw new IdentityException(
              IdentityException.Code.UNKNOWN_TENANT, "the tenant does not exist");
    }
    return user;
  }

  /**
   * Changes a user.
   *
   * @param by the role of whoever asks for it
   */
  public Outcome change(TenantId tenant, Role by, UUID user, UserChange change) {
    Outcome outcome = store.change(tenant, by, user, change);
    changed.run();
    return outcome;
  }

  /**
   * Sets a user's password, in this tenant alone. Whoever was logged in there is logged out.
   *
   * @param by the role of whoever asks for it
   * @throws IdentityException with code WEAK_PASSWORD
   * @throws PasswordsBusyException when too many others wait
   */
  public Outcome setPassword(TenantId tenant, Role by, User user, PasswordText password) {
    PasswordRules.check(user.email(), password);
    Outcome outcome = store.setPassword(tenant, by, user.id(), hash(user.email(), password));
    changed.run();
    return outcome;
  }

  /**
   * Removes a user.
   *
   * @param by the role of whoever asks for it
   */
  public Outcome remove(TenantId tenant, Role by, UUID user) {
    Outcome outcome = store.remove(tenant, by, user);
    changed.run();
    return outcome;
  }

  /** All of a tenant, by creation. */
  public List<User> list(TenantId tenant) {
    return store.list(tenant);
  }

  /** One with the tenant's name. */
  public Optional<Membership> find(TenantId tenant, UUID user) {
    return store.find(tenant, user);
  }

  /** Whether anybody can log in to any tenant. */
  public boolean any() {
    return store.any();
  }

  /** With the salt that the address has in other tenants: see {@link Passwords#fitting}. */
  private PasswordHash hash(EmailAddress email, PasswordText password) {
    return passwords.hash(
        password, store.candidates(email).stream().map(Candidate::password).findFirst());
  }
}
