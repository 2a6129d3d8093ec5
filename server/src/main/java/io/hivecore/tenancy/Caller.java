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
 * @param keyId the API key that was presented, or the session of the person who is logged in
 * @param scopes what the credential may do
 * @param login who is logged in; null when a key was presented
 */
public record Caller(
    @Nullable TenantId tenant, UUID keyId, Set<Scope> scopes, @Nullable Login login) {
  public Caller {
    requireNonNull(keyId, "keyId");
    scopes = Set.copyOf(scopes);
    if (tenant == null && (login != null || !scopes.equals(Set.of(Scope.OPERATE)))) {
      throw new IllegalArgumentException("only an operator belongs to no tenant");
    }
  }

  /** Whoever presents a key. */
  public Caller(@Nullable TenantId tenant, UUID keyId, Set<Scope> scopes) {
    this(tenant, keyId, scopes, null);
  }

  /** A person who is logged in. */
  public static Caller of(TenantId tenant, Login login) {
    return new Caller(tenant, login.session(), login.role().scopes(), login);
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
