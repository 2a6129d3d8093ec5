package io.hivecore.identity;

import static java.time.temporal.ChronoUnit.MICROS;

import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes and revokes keys, and tells who presents one. Safe for use by many threads.
 *
 * <p>{@link #authenticate} never asks the store: it looks into a snapshot of all keys that are
 * taken, which follows the store.
 */
public final class ApiKeys implements AutoCloseable {
  private final ApiKeyStore store;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Followed<Taken> taken;

  /** Knows no key until {@link #start}. */
  public ApiKeys(ApiKeyStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.taken =
        new Followed<>("keys", store::changes, () -> new Taken(store.callers()), Taken.NONE);
  }

  /** Reads all keys and begins to watch for changes by other processes. To be called once. */
  public void start() {
    taken.start();
  }

  /**
   * Who presents a key, from memory.
   *
   * @param presented anything
   * @return empty when it is malformed, burnt, unknown or revoked, or its tenant is inactive
   */
  public Optional<Caller> authenticate(String presented) {
    if (!ApiKeyText.wellFormed(presented)) {
      return Optional.empty();
    }
    KeyHash hash = KeyHash.of(presented);
    if (BurntKeys.contain(hash)) {
      return Optional.empty();
    }
    return Optional.ofNullable(taken.get().callers().get(hash));
  }

  /** Whether the caller's key is still in force, from memory; for connections that stay open. */
  public boolean stillValid(Caller caller) {
    return taken.get().inForce().contains(caller);
  }

  /**
   * Makes a random key.
   *
   * @param scopes empty for the owner's usual ones
   * @throws IdentityException with code INVALID_NAME, INVALID_SCOPES or UNKNOWN_TENANT
   */
  public NewApiKey create(KeyOwner owner, String name, Set<Scope> scopes) {
    return add(owner, name, scopes, ApiKeyText.random(random));
  }

  /**
   * Makes a key that somebody has chosen.
   *
   * @param scopes empty for the owner's usual ones
   * @throws IdentityException as {@link #create}, and with code KEY_TAKEN
   */
  public NewApiKey add(KeyOwner owner, String name, Set<Scope> scopes, ApiKeyText text) {
    var key =
        new ApiKey(
            UUID.randomUUID(),
            owner,
            name,
            text.prefix(),
            text.hash(),
            scopes.isEmpty() ? owner.usualScopes() : scopes,
            now(),
            null);
    switch (store.insert(key)) {
      case ADDED -> taken.reloadAfterChange();
      case KEY_TAKEN ->
          throw new IdentityException(
              IdentityException.Code.KEY_TAKEN, "this API key exists already");
      case TENANT_GONE ->
          throw new IdentityException(
              IdentityException.Code.UNKNOWN_TENANT, "the tenant does not exist");
    }
    return new NewApiKey(key, text);
  }

  /** The owner's keys, revoked ones included, by creation. */
  public List<ApiKey> list(KeyOwner owner) {
    return store.list(owner);
  }

  /** The keys of all owners, for the operator; by creation. */
  public List<ApiKey> listOfAllOwners() {
    return store.listOfAllOwners();
  }

  /** The key of this text, whoever owns it, revoked or not: for the start of the server. */
  Optional<ApiKey> find(ApiKeyText text) {
    return store.findByHash(text.hash());
  }

  /**
   * Revokes a key of this owner: it is refused from now on, and within a second by other processes.
   *
   * @return the key as it is now; empty when the owner has none of this id
   */
  public Optional<ApiKey> revoke(KeyOwner owner, UUID id) {
    Optional<ApiKey> revoked = store.revoke(owner, id, now());
    taken.reloadAfterChange();
    return revoked;
  }

  /** Stops watching. */
  @Override
  public void close() {
    taken.close();
  }

  private Instant now() {
    return clock.instant().truncatedTo(MICROS);
  }

  /** The keys that are taken, as of one moment. */
  private record Taken(Map<KeyHash, Caller> callers, Set<Caller> inForce) {
    static final Taken NONE = new Taken(Map.of());

    Taken(Map<KeyHash, Caller> callers) {
      this(Map.copyOf(callers), Set.copyOf(callers.values()));
    }
  }
}
