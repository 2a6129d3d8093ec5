package io.hivecore.ingest.masking;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What one tenant has masked in the texts that it sends. Rules are applied in the order of their
 * position, then of their creation; each sees what those before it left.
 *
 * @param projectId whose records it is for; empty for all of the tenant, those that name no project
 *     included
 * @param name what people call it
 * @param pattern an RE2 expression for {@link MaskingKind#CUSTOM}; else empty
 * @param fields names of fields or attributes to which it is limited; empty for all
 * @param replacement what stands instead of each match
 * @param position lower ones go first
 */
public record MaskingRule(
    UUID id,
    TenantId tenant,
    String projectId,
    String name,
    MaskingKind kind,
    String pattern,
    List<String> fields,
    String replacement,
    boolean enabled,
    int position,
    Instant createdAt) {
  public MaskingRule {
    requireNonNull(id, "id");
    requireNonNull(tenant, "tenant");
    requireNonNull(projectId, "projectId");
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(pattern, "pattern");
    fields = List.copyOf(fields);
    requireNonNull(replacement, "replacement");
    requireNonNull(createdAt, "createdAt");
  }

  /** Whether it counts for records of a project. */
  boolean appliesTo(String project) {
    return enabled && (projectId.isEmpty() || projectId.equals(project));
  }

  Finder finder() {
    return switch (kind) {
      case API_KEY -> new ApiKeyFinder();
      case EMAIL -> new EmailFinder();
      case PHONE -> new PhoneFinder();
      case CREDIT_CARD -> new CardFinder();
      case IDENTITY_NUMBER -> new IdentityNumberFinder();
      case CUSTOM -> new PatternFinder(Pattern.compile(pattern));
    };
  }
}
