package io.hivecore.identity;

import static java.time.temporal.ChronoUnit.MICROS;

import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and revokes keys, and tells who presents one. Safe for use by many threads.
 *
 * <p>{@link #authenticate} never asks the store: it looks into a snapshot of all keys that are
 * taken. The snapshot is replaced at once after a change made here, and by a thread that asks the
 * store four times a second whether another process has changed something. When the store does not
 * answer, the last snapshot stays in force.
 *
 * <p>Snapshots are read without a lock. Each takes its turn before it reads, so the one with the
 * later turn has seen all that was committed before, and wins.
 */
public final class ApiKeys implements AutoCloseable {
  /** How often the store is asked; a key made by another process is taken well within a second. */
  public static final Duration POLL = Duration.ofMillis(250);

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);

  private final ApiKeyStore store;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong turns = new AtomicLong();
  private final AtomicReference<Snapshot> snapshot = new AtomicReference<>(Snapshot.NONE);
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread watcher;

  /** Knows no key until {@link #start}. */
  public ApiKeys(ApiKeyStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Reads all keys and begins to watch for changes by other processes. To be called once. */
  public void start() {
    reload();
    Thread thread = Thread.ofPlatform().name("identity-keys").daemon().unstarted(this::watch);
    watcher = thread;
    thread.start();
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
    return Optional.ofNullable(snapshot.get().callers().get(hash));
  }

  /** Whether the caller's key is still in force, from memory; for connections that stay open. */
  public boolean stillValid(Caller caller) {
    return snapshot.get().inForce().contains(caller);
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
      case ADDED -> reloadAfterChange();
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
    reloadAfterChange();
    return revoked;
  }

  /** Stops watching. */
  @Override
  public void close() {
    closed.countDown();
    Thread thread = watcher;
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(MICROS);
  }

  /** The change is committed; should reading fail, it is no reason to report it as failed. */
  private void reloadAfterChange() {
    try {
      reload();
    } catch (RuntimeException e) {
      LOG.warn("The keys could not be read again after a change; the next poll will do it.", e);
    }
  }

  private void reload() {
    long turn = turns.incrementAndGet();
    // Before the keys: what is committed between the two is noticed the next time.
    long changes = store.changes();
    var read = new Snapshot(turn, changes, store.callers());
    snapshot.accumulateAndGet(read, (held, next) -> held.turn() > next.turn() ? held : next);
  }

  private void watch() {
    boolean answering = true;
    try {
      while (!closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          if (store.changes() != snapshot.get().changes()) {
            reload();
          }
          if (!answering) {
            LOG.info("The control store answers again; keys are up to date.");
            answering = true;
          }
        } catch (RuntimeException e) {
          if (answering) {
            LOG.warn("The control store does not answer; changes to keys are not seen.", e);
            answering = false;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The keys that are taken, as of one moment. */
  private record Snapshot(
      long turn, long changes, Map<KeyHash, Caller> callers, Set<Caller> inForce) {
    static final Snapshot NONE = new Snapshot(0, 0, Map.of());

    Snapshot(long turn, long changes, Map<KeyHash, Caller> callers) {
      this(turn, changes, Map.copyOf(callers), Set.copyOf(callers.values()));
    }
  }
}
