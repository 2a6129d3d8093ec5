package io.hivecore.identity;

import static java.util.Objects.requireNonNull;

import io.hivecore.tenancy.Scope;
import io.hivecore.tenancy.TenantId;
import java.util.Set;

/** Whose a key is: a tenant's, or the operator's of the whole server. */
public sealed interface KeyOwner {
  /** What a key of this owner may do when nothing else is asked for. */
  Set<Scope> usualScopes();

  /** What a key of this owner may do at most. */
  Set<Scope> possibleScopes();

  static KeyOwner tenant(TenantId tenant) {
    return new OfTenant(tenant);
  }

  static KeyOwner operator() {
    return new Operator();
  }

  /** The key sees and sends one tenant's data. */
  record OfTenant(TenantId tenant) implements KeyOwner {
    public OfTenant {
      requireNonNull(tenant, "tenant");
    }

    @Override
    public Set<Scope> usualScopes() {
      return possibleScopes();
    }

    @Override
    public Set<Scope> possibleScopes() {
      return Set.of(Scope.INGEST, Scope.QUERY);
    }
  }

  /** The key sees the figures of all tenants and nothing of their data. */
  record Operator() implements KeyOwner {
    @Override
    public Set<Scope> usualScopes() {
      return possibleScopes();
    }

    @Override
    public Set<Scope> possibleScopes() {
      return Set.of(Scope.OPERATE);
    }
  }
}
