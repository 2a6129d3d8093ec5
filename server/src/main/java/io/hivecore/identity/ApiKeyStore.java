package io.hivecore.identity;

import io.hivecore.tenancy.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps keys. Safe for use by many threads and, where the store is shared, processes. */
public interface ApiKeyStore {
  /** Adds a key, unless there is one of the same hash or its tenant is gone. */
  Insertion insert(ApiKey key);

  /** The owner's keys, revoked ones included, by creation, then id. */
  List<ApiKey> list(KeyOwner owner);

  /** The keys of all owners, for the operator; in the same order. */
  List<ApiKey> listOfAllOwners();

  /** The key of this hash, whoever owns it, revoked or not: for the start of the server. */
  Optional<ApiKey> findByHash(KeyHash hash);

  /**
   * Marks a key of this owner as revoked; a key that is revoked already keeps its time.
   *
   * @return the key as it is now; empty when the owner has none of this id
   */
  Optional<ApiKey> revoke(KeyOwner owner, UUID id, Instant at);

  /** Who calls by which key: those of active tenants and of the operator that are not revoked. */
  Map<KeyHash, Caller> callers();

  /**
   * A number that is different after any process has changed something; cheap. See {@link
   * io.hivecore.control.ControlStore#changes}.
   */
  long changes();

  /** What became of a key that was to be added. */
  enum Insertion {
    ADDED,
    /** A key of this hash exists, whoever owns it, revoked or not. */
    KEY_TAKEN,
    TENANT_GONE
  }
}
