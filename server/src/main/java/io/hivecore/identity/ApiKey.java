package io.hivecore.identity;

import static java.util.Objects.requireNonNull;

import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key; not the key itself.
 *
 * @param name for people
 * @param prefix the key's first 7 characters, to recognise it by
 * @param scopes at least one, and none that the owner cannot have
 * @param createdAt to the microsecond
 * @param revokedAt since when it is refused, to the microsecond; null while it is taken
 */
public record ApiKey(
    UUID id,
    KeyOwner owner,
    String name,
    String prefix,
    KeyHash hash,
    Set<Scope> scopes,
    Instant createdAt,
    @Nullable Instant revokedAt) {
  /**
   * @throws IdentityException with code INVALID_NAME or INVALID_SCOPES
   */
  public ApiKey {
    requireNonNull(id, "id");
    requireNonNull(prefix, "prefix");
    requireNonNull(hash, "hash");
    requireNonNull(createdAt, "createdAt");
    Names.check("the key's name", name);
    scopes = Set.copyOf(scopes);
    if (scopes.isEmpty() || !owner.possibleScopes().containsAll(scopes)) {
      throw new IdentityException(
          IdentityException.Code.INVALID_SCOPES,
          switch (owner) {
            case KeyOwner.OfTenant ignored -> "a tenant's key has the scopes ingest, query or both";
            case KeyOwner.Operator ignored ->
                "an operator's key has the scope operate and no other";
          });
    }
  }

  public boolean revoked() {
    return revokedAt != null;
  }

  /** Who calls when this key is presented. */
  public Caller caller() {
    return switch (owner) {
      case KeyOwner.OfTenant of -> new Caller(of.tenant(), id, scopes);
      case KeyOwner.Operator ignored -> new Caller(null, id, scopes);
    };
  }
}
