package io.hivecore.identity;

import static java.util.Objects.requireNonNull;

import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * One party whose data nobody else sees. Its tier and quotas will be further components.
 *
 * @param name for people; 1 to 200 characters, none of them a control character
 * @param slug short name for commands and addresses; unique; 1 to 63 of {@code a-z 0-9 - _},
 *     beginning and ending with a letter or digit
 * @param createdAt to the microsecond
 */
public record Tenant(
    TenantId id, String name, String slug, TenantStatus status, Instant createdAt) {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?");

  /**
   * @throws IdentityException with code INVALID_NAME or INVALID_SLUG
   */
  public Tenant {
    requireNonNull(id, "id");
    requireNonNull(status, "status");
    requireNonNull(createdAt, "createdAt");
    Names.check("the tenant's name", name);
    if (!SLUG.matcher(slug).matches()) {
      throw new IdentityException(
          IdentityException.Code.INVALID_SLUG,
          "the tenant's slug must be 1 to 63 lower-case letters, digits, - or _, and begin and end"
              + " with a letter or digit: "
              + Names.shown(slug));
    }
  }
}
