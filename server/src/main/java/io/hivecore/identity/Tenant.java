package io.hivecore.identity;

import static java.util.Objects.requireNonNull;

import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One party whose data nobody else sees. Its tier and quotas will be further components.
 *
 * @param name for people; 1 to 200 characters, none of them a control character
 * @param slug short name for commands and addresses; unique; 1 to 63 of {@code a-z 0-9 - _},
 *     beginning and ending with a letter or digit
 * @param createdAt to the microsecond
 * @param retentionDays after which its telemetry is removed, 1 to 36,500; null for as many as the
 *     server's settings say
 */
public record Tenant(
    TenantId id,
    String name,
    String slug,
    TenantStatus status,
    Instant createdAt,
    @Nullable Integer retentionDays) {
  private static final int MOST_RETENTION_DAYS = 36_500;
  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?");

  /**
   * @throws IdentityException with code INVALID_NAME, INVALID_SLUG or INVALID_RETENTION
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
    if (retentionDays != null && (retentionDays < 1 || retentionDays > MOST_RETENTION_DAYS)) {
      throw new IdentityException(
          IdentityException.Code.INVALID_RETENTION,
          "telemetry is kept for 1 to " + MOST_RETENTION_DAYS + " days, not " + retentionDays);
    }
  }

  Tenant withRetentionDays(@Nullable Integer days) {
    return new Tenant(id, name, slug, status, createdAt, days);
  }
}
