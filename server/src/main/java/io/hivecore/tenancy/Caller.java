package io.hivecore.tenancy;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated origin of a request.
 *
 * @param tenant the tenant that the credential belongs to; null only for an operator, who belongs
 *     to none
 * @param keyId the API key that was presented
 * @param scopes what the credential may do
 */
public record Caller(@Nullable TenantId tenant, UUID keyId, Set<Scope> scopes) {
  public Caller {
    requireNonNull(keyId, "keyId");
    scopes = Set.copyOf(scopes);
    if (tenant == null && !scopes.equals(Set.of(Scope.OPERATE))) {
      throw new IllegalArgumentException("only an operator belongs to no tenant");
    }
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
